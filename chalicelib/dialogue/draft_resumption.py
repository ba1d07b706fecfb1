"""Continues an interrupted accident form: offered with the greeting and when the customer reports an accident, shown
with its progress, continued with only what is missing."""

from msgspec.structs import replace

from chalicelib.content.forms import display_value
from chalicelib.content.message_bodies import Body, Button, Card, Text
from chalicelib.dialogue import flows, prompts
from chalicelib.dialogue.context import Context, TurnResult
from chalicelib.dialogue.drafts import Draft, draft_key_of
from chalicelib.dialogue.handoff_summary import suspend_for_agent
from chalicelib.dialogue.interruptions import gone_messages, report_flow, start_over_button, suspend_flow
from chalicelib.dialogue.state import ActiveFlow, BotState, ResumePrompt
from chalicelib.dialogue.user_input import UserInput
from chalicelib.nlu import dialogue_acts, word_patterns
from chalicelib.nlu.reading import read_message

MAX_DISCARDED_KEYS = 8
"""Maximum number of keys of discarded forms in a conversation's state."""


def resume_messages(drafts: tuple[Draft, ...], context: Context) -> tuple[Body, ...]:
    """The question whether to continue: the form's progress, or which form where there are several."""
    say = context.texts.render
    if len(drafts) == 1:
        return (draft_card(drafts[0], context),)
    choices = tuple(Button(f"draft:show:{draft.key}", draft_label(draft, context)) for draft in drafts)
    new = Button("draft:new", say("flows", "draft_new"))
    return (Text(say("flows", "draft_which"), (*choices, new)),)


def draft_card(draft: Draft, context: Context) -> Card:
    """A form's progress and its buttons."""
    say, flow = context.texts.render, context.flows[draft.flow]
    return Card(
        say("flows", "draft_title", title=flow.title),
        prompts.summary_rows(flow, draft.slots, context.texts, draft.unanswered),
        say("flows", "draft_note", days=context.rules.draft_days),
        (
            Button(f"draft:continue:{draft.key}", say("flows", "resume_yes"), "primary"),
            Button("draft:new", say("flows", "draft_new")),
            Button(f"draft:discard:{draft.key}", say("flows", "draft_discard")),
        ),
    )


def draft_label(draft: Draft, context: Context) -> str:
    """A short label of a form, for a button."""
    steps = context.flows[draft.flow].steps
    describing = (*(step for step in steps if step.describes), *(step for step in steps if step.narrative))
    parts = [
        display_value(step, draft.slots[step.slot], context.texts) for step in describing if draft.slots.get(step.slot)
    ]
    return " · ".join(parts[:2])[:80] or context.flows[draft.flow].title


def handle_draft_button(state: BotState, button: str, context: Context) -> TurnResult:
    """Handles a button `draft:<action>:<key>`."""
    _, what, *key = button.split(":", 2)
    if what == "new":
        return start_new_draft(state, context)
    draft = next((draft for draft in context.unfinished_drafts() if [draft.key] == key), None)
    if draft is None:
        return TurnResult(state, gone_messages("".join(key), context))
    match what:
        case "show":
            return TurnResult(state, (draft_card(draft, context),))
        case "discard":
            return discard_draft(state, draft, context)
        case _:
            return resume_draft(state, draft, context)


def start_new_draft(state: BotState, context: Context) -> TurnResult:
    """Starts a new form with what was said before the question. An active one is suspended."""
    prompt = state.resume_prompt or ResumePrompt()
    name, flow = report_flow(context)
    transition = flows.start_flow(
        flow,
        name,
        _said_before(prompt, context),
        context.texts,
        context.now,
        context.rules,
    )
    return TurnResult(
        replace(suspend_flow(state, context), active_flow=transition.active_flow, resume_prompt=None, failures=0),
        transition.messages,
    )


def _said_before(prompt: ResumePrompt, context: Context) -> UserInput:
    """The message that was read before the question, with its slots of that time."""
    return UserInput(read_message(prompt.text, context.now) if prompt.text else None, slots=prompt.slots)


def resume_draft(state: BotState, draft: Draft, context: Context) -> TurnResult:
    """Continues a form here, with what was said before the question."""
    flow = context.flows[draft.flow]
    if state.active_flow is not None and draft_key_of(state.active_flow, context.conversation_id) == draft.key:
        active = state.active_flow
    else:
        state = suspend_flow(state, context)
        active = ActiveFlow(
            draft.flow,
            0,
            draft.slots,
            asked_slots=draft.asked_slots,
            draft_key=draft.key,
            staff_edits=draft.staff_edits,
            unanswered=draft.unanswered,
        )
    prompt = state.resume_prompt or ResumePrompt()
    known = (
        flows.unsolicited_slots(flow, "", _said_before(prompt, context), active.slots, context.now)
        if prompt.text
        else {}
    )
    transition = flows.repeat_question(
        flow, replace(active, slots=active.slots | known), context.texts, context.now, context.rules
    )
    suspended = state.suspended_flow if _is_other_draft(state.suspended_flow, draft.key, context) else None
    after = replace(
        state,
        active_flow=transition.active_flow,
        suspended_flow=suspended,
        resume_prompt=None,
        resumed_key=draft.key,
        failures=0,
    )
    return TurnResult(after, transition.messages)


def resume_suspended(state: BotState, context: Context) -> TurnResult | None:
    """Continues the form that is suspended here and too empty to be kept elsewhere."""
    suspended = state.suspended_flow
    if suspended is None or suspended.flow not in context.flows:
        return None
    on = flows.repeat_question(
        context.flows[suspended.flow], replace(suspended, put_off=False), context.texts, context.now, context.rules
    )
    return TurnResult(replace(state, active_flow=on.active_flow, suspended_flow=None, failures=0), on.messages)


def discard_draft(state: BotState, draft: Draft, context: Context) -> TurnResult:
    """Discards a form at the customer's request, in every conversation."""
    active = state.active_flow if _is_other_draft(state.active_flow, draft.key, context) else None
    suspended = state.suspended_flow if _is_other_draft(state.suspended_flow, draft.key, context) else None
    discarded = (*state.discarded_keys, draft.key)[-MAX_DISCARDED_KEYS:]
    after = replace(
        state,
        active_flow=active,
        suspended_flow=suspended,
        discarded_keys=discarded,
        resume_prompt=None,
    )
    return TurnResult(after, (Text(context.texts.render("flows", "draft_discarded"), (start_over_button(context),)),))


def ask_which_draft(state: BotState, user_input: UserInput, context: Context) -> TurnResult | None:
    """Asks a customer who reports an accident while a form is unfinished which one it is, once; None: nothing to
    ask."""
    if state.resume_prompt is not None and state.resume_prompt.after_message:
        return None
    drafts = context.unfinished_drafts()
    if not drafts:
        return None
    prompt = ResumePrompt(user_input.raw[:400], dict(user_input.slots), after_message=True)
    return TurnResult(replace(suspend_flow(state, context), resume_prompt=prompt), resume_messages(drafts, context))


def handle_resume_reply(state: BotState, user_input: UserInput, context: Context) -> TurnResult | None:
    """Handles a button of these cards, an answer to the question in words, or words that ask for the form; None for
    anything else."""
    if user_input.button.startswith("draft:"):
        return handle_draft_button(state, user_input.button, context)
    if state.active_flow is not None:
        return None
    choice = _resume_choice(
        user_input, asked=state.resume_prompt is not None, suspended_here=state.suspended_flow is not None
    )
    if not choice:
        return None
    drafts = context.unfinished_drafts()
    if choice == "later":
        words = Text(context.texts.render("flows", "draft_later", days=context.rules.draft_days))
        return TurnResult(replace(state, resume_prompt=None, failures=0), (words,)) if drafts else None
    if choice == "new":
        return start_new_draft(state, context)
    if not drafts:
        return resume_suspended(state, context) if choice == "continue" else None
    if len(drafts) > 1:
        kept = state.resume_prompt or ResumePrompt(after_message=True)
        return TurnResult(replace(state, resume_prompt=kept), resume_messages(drafts, context))
    return resume_draft(state, drafts[0], context) if choice == "continue" else discard_draft(state, drafts[0], context)


def _resume_choice(user_input: UserInput, *, asked: bool, suspended_here: bool) -> str:
    """What a text says about an unfinished form: continue, discard, new or later. `asked`: the question
    whether to continue is open; `suspended_here`: a form is suspended here, so that "이어서 적을게요" can only mean
    that."""
    text = user_input.reading.repaired if user_input.reading else ""
    acts = user_input.reading.about_conversation.acts if user_input.reading else ()
    if "resume" in acts or ((asked or suspended_here) and "attention" in acts):
        return "continue"
    if asked and {"later", "refuse", "stop"} & set(acts):
        return "later"
    if not text or dialogue_acts.is_question(text):
        return ""
    if word_patterns.pattern("form_continue").search(text):
        return "continue"
    if (asked or suspended_here) and word_patterns.pattern("form_more").search(text):
        return "continue"
    if not asked:
        return ""
    for what in ("discard", "new"):
        if word_patterns.pattern(f"form_{what}").search(text):
            return what
    if dialogue_acts.is_bare_yes_no(text, "confirm"):
        return "continue" if dialogue_acts.detect_yes_no(text, "confirm") else "later"
    return "later" if dialogue_acts.wants_to_stop(text) else ""


def offer_unfinished(state: BotState, context: Context) -> TurnResult:
    """After a greeting: offers the unfinished accident form, else the other open questions. The accident takes
    precedence; the other values stay in the summary."""
    drafts = context.unfinished_drafts()
    if drafts:
        return TurnResult(
            replace(suspend_for_agent(state, context), resume_prompt=ResumePrompt()), resume_messages(drafts, context)
        )
    flow = context.flows.get(state.active_flow.flow) if state.active_flow else None
    if flow is not None and state.active_flow is not None and not flow.registers_claim:
        transition = flows.ask_to_resume(flow, state.active_flow, context.texts, context.now)
        return TurnResult(replace(state, active_flow=transition.active_flow), transition.messages)
    return TurnResult(suspend_flow(state, context), ())


def _is_other_draft(draft: ActiveFlow | None, key: str, context: Context) -> bool:
    return draft is not None and draft_key_of(draft, context.conversation_id) != key
