"""Going on with an accident form that was interrupted: offered with the greeting and when an accident is told, shown as
far as it is filled in, and continued with only what is missing."""

from msgspec.structs import replace

from chalicelib.content.forms import shown
from chalicelib.content.message_bodies import Body, Button, Card, Text
from chalicelib.dialogue import flows, prompts
from chalicelib.dialogue.context import Knowledge, Thought
from chalicelib.dialogue.drafts import Draft, key_of
from chalicelib.dialogue.handoff_summary import shelved
from chalicelib.dialogue.interruptions import aside, gone, report_flow, start_over
from chalicelib.dialogue.slot_filling import Said
from chalicelib.dialogue.state import BotState, Resuming, Running
from chalicelib.nlu import dialogue_acts, word_patterns
from chalicelib.nlu.text import clean_text, repair_typos

MOST_DROPPED = 8


def cards(forms: tuple[Draft, ...], know: Knowledge) -> tuple[Body, ...]:
    """The question whether to go on: the form so far, or which one where there are several."""
    say = know.texts.say
    if len(forms) == 1:
        return (card(forms[0], know),)
    choices = tuple(Button(f"draft:show:{form.key}", called(form, know)) for form in forms)
    new = Button("draft:new", say("flows", "draft_new"))
    return (Text(say("flows", "draft_which"), (*choices, new)),)


def card(form: Draft, know: Knowledge) -> Card:
    """A form as far as it is filled in, and what can be done with it."""
    say, flow = know.texts.say, know.flows[form.flow]
    return Card(
        say("flows", "draft_title", title=flow.title),
        prompts.rows(flow, form.slots, know.texts),
        say("flows", "draft_note", days=know.rules.draft_days),
        (
            Button(f"draft:continue:{form.key}", say("flows", "resume_yes"), "primary"),
            Button("draft:new", say("flows", "draft_new")),
            Button(f"draft:discard:{form.key}", say("flows", "draft_discard")),
        ),
    )


def called(form: Draft, know: Knowledge) -> str:
    """A form in a few words, for a button."""
    steps = {step.slot: step for step in know.flows[form.flow].steps}
    named = ("occurred_at", "place", "accident_type", "description")
    told = [
        shown(steps[slot], form.slots[slot], know.texts) for slot in named if slot in steps and form.slots.get(slot)
    ]
    return " · ".join(told[:2])[:80] or know.flows[form.flow].title


def pressed(state: BotState, button: str, know: Knowledge) -> Thought:
    """`draft:<what>:<key>`: a button of these cards."""
    _, what, *key = button.split(":", 2)
    if what == "new":
        return begin(state, know)
    form = next((form for form in know.unfinished() if [form.key] == key), None)
    if form is None:
        return Thought(state, gone("".join(key), know))
    match what:
        case "show":
            return Thought(state, (card(form, know),))
        case "discard":
            return discarded(state, form, know)
        case _:
            return resumed(state, form, know)


def begin(state: BotState, know: Knowledge) -> Thought:
    """A new form, with what was said before the question. One that runs is kept."""
    held = state.resuming or Resuming()
    name, flow = report_flow(know)
    move = flows.start(flow, name, Said(held.text, slots=held.slots), know.texts, know.now)
    return Thought(replace(aside(state, know), running=move.running, resuming=None, failures=0), move.says)


def resumed(state: BotState, form: Draft, know: Knowledge) -> Thought:
    """The form goes on here, with what was said before the question."""
    flow = know.flows[form.flow]
    if state.running is not None and key_of(state.running, know.conversation) == form.key:
        running = state.running
    else:
        state = aside(state, know)
        running = Running(form.flow, 0, form.slots, path=form.path, key=form.key, edits=form.edits)
    held = state.resuming or Resuming()
    known = flows.told(flow, "", Said(held.text, slots=held.slots), running.slots, know.now) if held.text else {}
    move = flows.again(flow, replace(running, slots=running.slots | known), know.texts, know.now)
    shelved = state.shelved if _other(state.shelved, form.key, know) else None
    after = replace(state, running=move.running, shelved=shelved, resuming=None, taken=form.key, failures=0)
    return Thought(after, move.says)


def discarded(state: BotState, form: Draft, know: Knowledge) -> Thought:
    """The customer doesn't want it: it is gone at once, for everybody."""
    running = state.running if _other(state.running, form.key, know) else None
    shelved = state.shelved if _other(state.shelved, form.key, know) else None
    dropped = (*state.dropped, form.key)[-MOST_DROPPED:]
    after = replace(state, running=running, shelved=shelved, dropped=dropped, draft={}, resuming=None)
    return Thought(after, (Text(know.texts.say("flows", "draft_discarded"), (start_over(know),)),))


def asked(state: BotState, heard: Said, know: Knowledge) -> Thought | None:
    """Who tells an accident while a form is unfinished is asked which it is, once; None: nothing to ask."""
    if state.resuming is not None and state.resuming.asked:
        return None
    forms = know.unfinished()
    if not forms:
        return None
    held = Resuming(heard.text[:400], dict(heard.slots), asked=True)
    return Thought(replace(aside(state, know), resuming=held), cards(forms, know))


def answered(state: BotState, heard: Said, know: Knowledge) -> Thought | None:
    """A button of these cards, words that answer the question, or that ask for the form by themselves; None for
    anything else."""
    if heard.button.startswith("draft:"):
        return pressed(state, heard.button, know)
    says = _meaning(heard, asked=state.resuming is not None, aside=state.shelved is not None)
    if not says or state.running is not None:
        return None
    forms = know.unfinished()
    if says == "later":
        words = Text(know.texts.say("flows", "draft_later", days=know.rules.draft_days))
        return Thought(replace(state, resuming=None, failures=0), (words,)) if forms else None
    if says == "new":
        return begin(state, know)
    if not forms:
        return None
    if len(forms) > 1:
        kept = state.resuming or Resuming(asked=True)
        return Thought(replace(state, resuming=kept), cards(forms, know))
    return resumed(state, forms[0], know) if says == "continue" else discarded(state, forms[0], know)


def _meaning(heard: Said, *, asked: bool, aside: bool) -> str:
    """What the words say of an unfinished form: continue, discard, new or later. `asked`: whether to go on with one is
    an open question; `aside`: one was put aside here, so that "이어서 적을게요" can only mean that."""
    text = repair_typos(clean_text(heard.text))
    if not text or dialogue_acts.asks(text):
        return ""
    if word_patterns.pattern("form_continue").search(text):
        return "continue"
    if (asked or aside) and word_patterns.pattern("form_more").search(text):
        return "continue"
    if not asked:
        return ""
    for what in ("discard", "new"):
        if word_patterns.pattern(f"form_{what}").search(text):
            return what
    if dialogue_acts.only_agrees(text, "confirm"):
        return "continue" if dialogue_acts.agrees(text, "confirm") else "later"
    return "later" if dialogue_acts.stops(text) else ""


def reopened(state: BotState, know: Knowledge) -> Thought:
    """What the bot says after its greeting: which accident form is unfinished, or else which other questions are. The
    accident comes first; what was told of the other matter stays in the summary."""
    forms = know.unfinished()
    if forms:
        return Thought(replace(shelved(state, know), resuming=Resuming()), cards(forms, know))
    flow = know.flows.get(state.running.flow) if state.running else None
    if flow is not None and state.running is not None and not flow.registers:
        move = flows.paused(flow, state.running, know.texts, know.now)
        return Thought(replace(state, running=move.running), move.says)
    return Thought(aside(state, know), ())


def _other(form: Running | None, key: str, know: Knowledge) -> bool:
    return form is not None and key_of(form, know.conversation) != key
