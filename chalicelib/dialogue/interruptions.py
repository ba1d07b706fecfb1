"""An accident form that is interrupted is put aside, kept, and shown to its customer as far as it is filled in; what
others did with it meanwhile is taken over before the bot goes on."""

from msgspec.structs import replace

from chalicelib.content.configuration import Flow
from chalicelib.content.message_bodies import Body, Button, Card, Text
from chalicelib.dialogue import flows, prompts
from chalicelib.dialogue.claim_answers import about_claim
from chalicelib.dialogue.context import Knowledge
from chalicelib.dialogue.drafts import Draft, key_of
from chalicelib.dialogue.slot_filling import Said
from chalicelib.dialogue.state import BotState, Running
from chalicelib.nlu import word_patterns


def aside(state: BotState, know: Knowledge) -> BotState:
    """What runs is put aside. Its values are in the customer's record."""
    running = state.running
    flow = know.flows.get(running.flow) if running else None
    keeps = flow is not None and running is not None and flow.registers and any(running.slots.values())
    return replace(state, running=None, shelved=running if keeps else state.shelved)


def caught_up(state: BotState, know: Knowledge) -> tuple[BotState, tuple[Body, ...]]:
    """The memory with what happened to its form elsewhere: corrected, registered or discarded by others, or continued
    in another conversation. With words for the customer where the form doesn't run here any more."""
    if state.shelved is not None and not _here(state.shelved, know):
        state = replace(state, shelved=None)
    running = state.running
    flow = know.flows.get(running.flow) if running else None
    if running is None or flow is None or not flow.registers:
        return state, ()
    drafts, key = know.drafts(), key_of(running, know.conversation)
    form = drafts.form(key)
    if key in drafts.gone:
        return replace(state, running=None), gone(key, know)
    if form is None:
        return state, ()
    if form.conversation != know.conversation:
        back = Button(f"draft:continue:{key}", know.texts.say("flows", "draft_here"))
        words = know.texts.say("flows", "draft_elsewhere", title=flow.title)
        return replace(state, running=None), (Text(words, (back,)),)
    if form.edits > running.edits:
        return _corrected(state, running, form, flow, know)
    return state, ()


def _here(form: Running, know: Knowledge) -> bool:
    """Whether a form that was put aside here is unfinished still, and isn't filled in elsewhere."""
    drafts, key = know.drafts(), key_of(form, know.conversation)
    stored = drafts.form(key)
    return key not in drafts.gone and (stored is None or stored.conversation == know.conversation)


def _corrected(
    state: BotState, running: Running, form: Draft, flow: Flow, know: Knowledge
) -> tuple[BotState, tuple[Body, ...]]:
    """Staff changed answers: they replace the bot's. What was about to be confirmed is shown again."""
    slots = running.slots | {slot: form.slots[slot] for slot in form.corrected if slot in form.slots}
    after = replace(running, slots=slots, edits=form.edits)
    if running.asking:
        return replace(state, running=after), ()
    again = flows.again(flow, after, know.texts, know.now)
    words = Text(know.texts.say("flows", "draft_corrected"))
    return replace(state, running=again.running), (words, *again.says)


def so_far(state: BotState, know: Knowledge) -> tuple[Body, ...]:
    """The form that runs, or was put aside here, as its customer is shown it while people have the word."""
    form = state.running or state.shelved
    flow = know.flows.get(form.flow) if form else None
    if form is None or flow is None or not flow.registers or not any(form.slots.values()):
        return ()
    title = know.texts.say("flows", "so_far_title", title=flow.title)
    on = Button(f"draft:continue:{key_of(form, know.conversation)}", know.texts.say("flows", "so_far_on"))
    return (Card(title, prompts.rows(flow, form.slots, know.texts), know.texts.say("flows", "so_far_note"), (on,)),)


def stopped(flow: Flow, running: Running, know: Knowledge) -> Text:
    """What was told is kept, although the customer doesn't want to go on now."""
    say, key = know.texts.say, key_of(running, know.conversation)
    buttons = (
        Button(f"draft:continue:{key}", say("flows", "resume_yes")),
        Button(f"draft:discard:{key}", say("flows", "draft_discard")),
    )
    return Text(say("flows", "stopped", title=flow.title, days=know.rules.draft_days), buttons)


def gone(key: str, know: Knowledge) -> tuple[Body, ...]:
    """What became of a form that isn't there any more."""
    claim = know.registered(key)
    if claim is None:
        return (Text(know.texts.say("flows", "draft_gone"), (start_over(know),)),)
    return (
        Text(know.texts.say("flows", "draft_registered", claim=claim.id)),
        about_claim("progress", claim, know.texts),
    )


def emergency(state: BotState, heard: Said, know: Knowledge) -> BotState:
    """What an alarm tells of an accident is the beginning of a form, or adds to the one that was put aside."""
    name, flow = report_flow(know)
    before = state.shelved
    slots = dict(before.slots) if before else {}
    told = flows.told(flow, "", heard, slots, know.now)
    if before is None and not _accident(told, heard.text):
        return state
    if heard.text and not slots.get("description") and any(step.slot == "description" for step in flow.steps):
        told = {**told, "description": heard.text.strip()[:400]}
    now = int(know.now.timestamp() * 1000)
    begun = before or Running(name, now, started=now)
    return replace(state, shelved=replace(begun, at=now, slots=slots | told))


def located(state: BotState, place: str) -> BotState:
    """Where somebody is who has an agent to wait for, for the form that was put aside: its place, if it has none."""
    if state.running is not None or state.shelved is None or state.shelved.slots.get("place"):
        return state
    return replace(state, shelved=replace(state.shelved, slots=state.shelved.slots | {"place": place}))


def _accident(told: dict[str, str], text: str) -> bool:
    hurt = told.get("injured") == "true" or bool(told.get("accident_type"))
    return hurt or word_patterns.pattern("collision").search(text) is not None


def report_flow(know: Knowledge) -> tuple[str, Flow]:
    """The flow that registers an accident, with its name."""
    return next((name, flow) for name, flow in know.flows.items() if flow.registers)


def start_over(know: Knowledge) -> Button:
    """The button that begins a new form."""
    return Button("wish:accident_report", know.rules.wishes["accident_report"].label)
