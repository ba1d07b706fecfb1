"""Going on with an accident form that was interrupted: offered with the greeting and when an accident is told, shown as
far as it is filled in, and continued with only what is missing."""

from msgspec.structs import replace

from chalicelib.content.forms import display_value
from chalicelib.content.message_bodies import Body, Button, Card, Text
from chalicelib.dialogue import flows, prompts
from chalicelib.dialogue.context import Context, TurnResult
from chalicelib.dialogue.drafts import Draft, draft_key_of
from chalicelib.dialogue.handoff_summary import suspend_for_agent
from chalicelib.dialogue.interruptions import gone_messages, report_flow, start_over_button, suspend_flow
from chalicelib.dialogue.slot_filling import UserInput
from chalicelib.dialogue.state import ActiveFlow, BotState, ResumePrompt
from chalicelib.nlu import dialogue_acts, word_patterns
from chalicelib.nlu.text import clean_text, repair_typos

MAX_DISCARDED_KEYS = 8


def resume_messages(forms: tuple[Draft, ...], know: Context) -> tuple[Body, ...]:
    """The question whether to go on: the form so far, or which one where there are several."""
    say = know.texts.render
    if len(forms) == 1:
        return (draft_card(forms[0], know),)
    choices = tuple(Button(f"draft:show:{form.key}", draft_label(form, know)) for form in forms)
    new = Button("draft:new", say("flows", "draft_new"))
    return (Text(say("flows", "draft_which"), (*choices, new)),)


def draft_card(form: Draft, know: Context) -> Card:
    """A form as far as it is filled in, and what can be done with it."""
    say, flow = know.texts.render, know.flows[form.flow]
    return Card(
        say("flows", "draft_title", title=flow.title),
        prompts.summary_rows(flow, form.slots, know.texts),
        say("flows", "draft_note", days=know.rules.draft_days),
        (
            Button(f"draft:continue:{form.key}", say("flows", "resume_yes"), "primary"),
            Button("draft:new", say("flows", "draft_new")),
            Button(f"draft:discard:{form.key}", say("flows", "draft_discard")),
        ),
    )


def draft_label(form: Draft, know: Context) -> str:
    """A form in a few words, for a button."""
    steps = {step.slot: step for step in know.flows[form.flow].steps}
    named = ("occurred_at", "place", "accident_type", "description")
    told = [
        display_value(steps[slot], form.slots[slot], know.texts)
        for slot in named
        if slot in steps and form.slots.get(slot)
    ]
    return " · ".join(told[:2])[:80] or know.flows[form.flow].title


def handle_draft_button(state: BotState, button: str, know: Context) -> TurnResult:
    """`draft:<what>:<key>`: a button of these cards."""
    _, what, *key = button.split(":", 2)
    if what == "new":
        return start_new_draft(state, know)
    form = next((form for form in know.unfinished_drafts() if [form.key] == key), None)
    if form is None:
        return TurnResult(state, gone_messages("".join(key), know))
    match what:
        case "show":
            return TurnResult(state, (draft_card(form, know),))
        case "discard":
            return discard_draft(state, form, know)
        case _:
            return resume_draft(state, form, know)


def start_new_draft(state: BotState, know: Context) -> TurnResult:
    """A new form, with what was said before the question. One that runs is kept."""
    held = state.resume_prompt or ResumePrompt()
    name, flow = report_flow(know)
    move = flows.start_flow(flow, name, UserInput(held.text, slots=held.slots), know.texts, know.now, know.rules)
    return TurnResult(
        replace(suspend_flow(state, know), active_flow=move.active_flow, resume_prompt=None, failures=0), move.messages
    )


def resume_draft(state: BotState, form: Draft, know: Context) -> TurnResult:
    """The form goes on here, with what was said before the question."""
    flow = know.flows[form.flow]
    if state.active_flow is not None and draft_key_of(state.active_flow, know.conversation_id) == form.key:
        running = state.active_flow
    else:
        state = suspend_flow(state, know)
        running = ActiveFlow(
            form.flow, 0, form.slots, asked_slots=form.asked_slots, draft_key=form.key, staff_edits=form.staff_edits
        )
    held = state.resume_prompt or ResumePrompt()
    known = (
        flows.unsolicited_slots(flow, "", UserInput(held.text, slots=held.slots), running.slots, know.now)
        if held.text
        else {}
    )
    move = flows.repeat_question(flow, replace(running, slots=running.slots | known), know.texts, know.now, know.rules)
    shelved = state.suspended_flow if _is_other_draft(state.suspended_flow, form.key, know) else None
    after = replace(
        state,
        active_flow=move.active_flow,
        suspended_flow=shelved,
        resume_prompt=None,
        resumed_key=form.key,
        failures=0,
    )
    return TurnResult(after, move.messages)


def discard_draft(state: BotState, form: Draft, know: Context) -> TurnResult:
    """The customer doesn't want it: it is gone at once, for everybody."""
    running = state.active_flow if _is_other_draft(state.active_flow, form.key, know) else None
    shelved = state.suspended_flow if _is_other_draft(state.suspended_flow, form.key, know) else None
    dropped = (*state.discarded_keys, form.key)[-MAX_DISCARDED_KEYS:]
    after = replace(
        state, active_flow=running, suspended_flow=shelved, discarded_keys=dropped, legacy_slots={}, resume_prompt=None
    )
    return TurnResult(after, (Text(know.texts.render("flows", "draft_discarded"), (start_over_button(know),)),))


def ask_which_draft(state: BotState, heard: UserInput, know: Context) -> TurnResult | None:
    """Who tells an accident while a form is unfinished is asked which it is, once; None: nothing to ask."""
    if state.resume_prompt is not None and state.resume_prompt.after_message:
        return None
    forms = know.unfinished_drafts()
    if not forms:
        return None
    held = ResumePrompt(heard.text[:400], dict(heard.slots), after_message=True)
    return TurnResult(replace(suspend_flow(state, know), resume_prompt=held), resume_messages(forms, know))


def handle_resume_reply(state: BotState, heard: UserInput, know: Context) -> TurnResult | None:
    """A button of these cards, words that answer the question, or that ask for the form by themselves; None for
    anything else."""
    if heard.button.startswith("draft:"):
        return handle_draft_button(state, heard.button, know)
    says = _resume_choice(heard, asked=state.resume_prompt is not None, aside=state.suspended_flow is not None)
    if not says or state.active_flow is not None:
        return None
    forms = know.unfinished_drafts()
    if says == "later":
        words = Text(know.texts.render("flows", "draft_later", days=know.rules.draft_days))
        return TurnResult(replace(state, resume_prompt=None, failures=0), (words,)) if forms else None
    if says == "new":
        return start_new_draft(state, know)
    if not forms:
        return None
    if len(forms) > 1:
        kept = state.resume_prompt or ResumePrompt(after_message=True)
        return TurnResult(replace(state, resume_prompt=kept), resume_messages(forms, know))
    return resume_draft(state, forms[0], know) if says == "continue" else discard_draft(state, forms[0], know)


def _resume_choice(heard: UserInput, *, asked: bool, aside: bool) -> str:
    """What the words say of an unfinished form: continue, discard, new or later. `asked`: whether to go on with one is
    an open question; `aside`: one was put aside here, so that "이어서 적을게요" can only mean that."""
    text = repair_typos(clean_text(heard.text))
    if not text or dialogue_acts.is_question(text):
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
    if dialogue_acts.is_bare_yes_no(text, "confirm"):
        return "continue" if dialogue_acts.detect_yes_no(text, "confirm") else "later"
    return "later" if dialogue_acts.wants_to_stop(text) else ""


def offer_unfinished(state: BotState, know: Context) -> TurnResult:
    """What the bot says after its greeting: which accident form is unfinished, or else which other questions are. The
    accident comes first; what was told of the other matter stays in the summary."""
    forms = know.unfinished_drafts()
    if forms:
        return TurnResult(
            replace(suspend_for_agent(state, know), resume_prompt=ResumePrompt()), resume_messages(forms, know)
        )
    flow = know.flows.get(state.active_flow.flow) if state.active_flow else None
    if flow is not None and state.active_flow is not None and not flow.registers_claim:
        move = flows.ask_to_resume(flow, state.active_flow, know.texts, know.now)
        return TurnResult(replace(state, active_flow=move.active_flow), move.messages)
    return TurnResult(suspend_flow(state, know), ())


def _is_other_draft(form: ActiveFlow | None, key: str, know: Context) -> bool:
    return form is not None and draft_key_of(form, know.conversation_id) != key
