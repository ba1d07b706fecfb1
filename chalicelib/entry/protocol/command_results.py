"""The type of result in the `ack` of each command."""

from chalicelib.entry.protocol import claims as f
from chalicelib.entry.protocol import commands as c
from chalicelib.entry.protocol import drafts as d
from chalicelib.entry.protocol import files as u
from chalicelib.entry.protocol import push as p
from chalicelib.entry.protocol import replies as r
from chalicelib.entry.protocol.base import Command, Result

RESULTS: dict[type[Command], type[Result]] = {
    c.HelloCommand: r.Welcome,
    c.PingCommand: r.Pong,
    c.OpenCommand: r.ConversationOpened,
    c.SendCommand: r.MessageSent,
    c.TypingCommand: r.Done,
    c.DeliveredCommand: r.Done,
    c.ReadCommand: r.Done,
    c.HistoryCommand: r.MessageList,
    c.ConversationsCommand: r.ConversationList,
    c.CloseCommand: r.ConversationChanged,
    c.ReopenCommand: r.ConversationChanged,
    c.LeaveCommand: r.ConversationChanged,
    c.AvailabilityCommand: r.DeskShown,
    c.DeskCommand: r.DeskShown,
    c.WaitingCommand: r.QueueEntryList,
    c.TakeCommand: r.Done,
    c.TransferCommand: r.Done,
    c.ResolveCommand: r.ConversationChanged,
    c.NoteCommand: r.NoteAdded,
    c.CustomerCommand: r.CustomerShown,
    c.ViewingCommand: r.ViewerList,
    f.ClaimsCommand: f.ClaimList,
    f.ClaimCommand: f.ClaimShown,
    f.WorkListCommand: f.WorkList,
    f.AssistCommand: f.ClaimShown,
    f.ApplyTransitionCommand: f.ClaimShown,
    f.AmendClaimCommand: f.ClaimShown,
    f.AddCoverageCommand: f.ClaimShown,
    f.AddClaimNoteCommand: f.ClaimShown,
    f.AccountCommand: f.ClaimShown,
    f.ReviewCommand: f.ClaimShown,
    f.FileAsCommand: f.ClaimShown,
    u.UploadCommand: u.UploadTarget,
    u.UploadPartsCommand: u.UploadTarget,
    u.UploadedCommand: u.UploadShown,
    u.DiscardCommand: u.UploadShown,
    u.GetFileCommand: u.FileLink,
    u.FilesCommand: u.FileList,
    d.DraftsCommand: d.DraftList,
    d.CorrectCommand: d.DraftShown,
    d.RegisterCommand: f.ClaimShown,
    p.PushOnCommand: r.Done,
    p.PushOffCommand: r.Done,
}
