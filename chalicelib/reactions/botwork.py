"""The bot's part in a conversation: it answers first, and gives it to people when it should."""

import logging
from datetime import UTC, datetime, timedelta, timezone

from msgspec.json import encode

from chalicelib.bot import service as bot
from chalicelib.bot.state import Handover
from chalicelib.bot.thinking import Knowledge
from chalicelib.bot.understanding.feedback import record
from chalicelib.bot.understanding.nouns import OUT_OF_SCOPE, Understood
from chalicelib.content.bodies import Body
from chalicelib.content.catalogue import bot_rules, flows, queue_for, queues, texts
from chalicelib.content.messages import By, Speaker
from chalicelib.content.views import ContractView
from chalicelib.conversations.changing import hand_over
from chalicelib.conversations.errors import BotFenced, IllegalTransition
from chalicelib.conversations.head import Entry, Head, Utterance
from chalicelib.conversations.reading import repair
from chalicelib.conversations.states import State
from chalicelib.conversations.talking import Said, say
from chalicelib.reactions.house import House, notice
from chalicelib.routing.desk import Place
from chalicelib.routing.service import line_up

log = logging.getLogger("baro")

learning = logging.getLogger("baro.learning")
"""What the bot didn't understand, a JSON object a line, masked: for `python -m local.nlu.label`."""
learning.setLevel(logging.INFO)

SEOUL = timezone(timedelta(hours=9), "KST")
"""Customers' clock; Korea has no summer time."""

BOT = "bot"


def greet(house: House, head: Head, locale: str) -> None:
    """The bot's first words in a new or reopened conversation, said once however often this is called."""
    reopened = head.slots["system"].seq if "system" in head.slots else 0
    bot.welcome(_ports(house, head, locale), head.id, head.customer.name, reopened)


def after_said(house: House, said: Said, locale: str) -> None:
    """A customer's message: the bot's to answer while nobody has taken over. Repeats finish what was begun."""
    head = said.head
    if head.state is not State.BOT:
        return
    handover = bot.answer(_ports(house, head, locale), head.id, said.message.seq, said.message.body)
    if handover is not None:
        give_to_people(house, head, handover)


def give_to_people(house: House, head: Head, handover: Handover) -> None:
    """The place in line first: a crash after it still ends with an agent. Who has closed meanwhile needs none."""
    since = head.waiting_since or house.talk.clock()
    place = Place(head.id, head.customer.id, handover.queue, since, handover.danger, head.customer.name)
    line_up(house.routing(), house.jobs(), place)
    label = queues()[handover.queue].label
    try:
        hand_over(house.talk, notice, head.id, handover.queue, label, danger=handover.danger)
    except IllegalTransition:
        house.routing().drop(head.id)


def _ports(house: House, head: Head, locale: str) -> bot.Ports:
    # Nobody acknowledges the bot's last sentence: make sure that it is logged before its slot is used again.
    repair(house.talk.store, head, only=BOT)
    words = texts(locale)
    name = words.say("bot", "name")

    def speak(number: int, body: Body) -> bool:
        entry = Entry(house.talk.clock(), By(Speaker.BOT, name=name), body)
        try:
            say(house.talk, Utterance(head.id, BOT, number, entry, BOT, head.epoch))
        except BotFenced:
            return False
        return True

    def contracts() -> tuple[ContractView, ...]:
        holder = house.contracts().get(head.customer.id)
        return holder.contracts if holder else ()

    def knowledge() -> Knowledge:
        now = datetime.fromtimestamp(house.talk.clock() / 1000, UTC).astimezone(SEOUL)
        return Knowledge(bot_rules(), flows(), words, contracts, now, queue_for(head.topic).name)

    said = head.slots[BOT].number if BOT in head.slots else 0

    def learn(text: str, picked: str) -> None:
        learning.info(encode(record(text, house.understand(text, knowledge().now), picked)).decode())

    return bot.Ports(house.memory(), lambda text, now: _understood(house, text, now), knowledge, speak, said, learn)


def _understood(house: House, text: str, now: datetime) -> Understood:
    """What the bot understood. Whatever ails its understanding, a driver beside the road must reach a human."""
    try:
        found = house.understand(text, now)
    except Exception as error:  # logged; the wish for a human is the safe reading of anything
        log.exception("understanding failed: %s", type(error).__name__)
        return Understood("agent_request", 1.0, {}, (("agent_request", 1.0),), danger=False)
    if found.unsure or found.intent == OUT_OF_SCOPE:
        learning.info(encode(record(text, found)).decode())
    return found
