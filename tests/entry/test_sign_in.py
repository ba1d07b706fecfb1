"""Sign-in: the insurer's token, a one-time ticket, a connection."""

import json
import time
import unicodedata
from base64 import urlsafe_b64encode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

import app
from chalicelib.identity.tickets import TICKET_LIFETIME_S, ticket_fingerprint
from chalicelib.identity.tokens import CLOCK_SKEW, MIN_REFRESH_INTERVAL_S, JwksFile, JwksUrl, TokenVerifier
from chalicelib.presence.rules import presence_rules
from chalicelib.wiring import authentication
from tests.entry.centre import KIM, T0, Centre, Frame, event

ISSUER, AUDIENCE = "https://login.insurer.example", "baro"
EC_KEY, OTHER_KEY = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
RSA_KEY = rsa.generate_private_key(65537, 2048)
NOW_S = int(time.time())
"""PyJWT reads the machine's clock. Tokens near an edge are made when they are needed, half the skew away from it."""
SKEW_S = int(CLOCK_SKEW.total_seconds())

GOOD: dict[str, Any] = {
    "iss": ISSUER,
    "aud": AUDIENCE,
    "sub": "agent-haneul",
    "role": "agent",
    "name": "김하늘",
    "queues": ["accident", "general"],
    "capacity": 5,
    "iat": NOW_S,
    "exp": NOW_S + 3600,
}


def token(key: Any = EC_KEY, algorithm: str = "ES256", kid: str = "ec", **claims: Any) -> str:
    """The good token with some claims replaced; None leaves one out."""
    payload = {name: value for name, value in {**GOOD, **claims}.items() if value is not None}
    return jwt.encode(payload, key, algorithm=algorithm, headers={"kid": kid})


def unsigned(header: Frame) -> str:
    parts = (header, GOOD)
    return ".".join(urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts) + "."


@pytest.fixture(scope="module")
def verifier(tmp_path_factory: pytest.TempPathFactory) -> TokenVerifier:
    jwks = tmp_path_factory.mktemp("keys") / "jwks.json"
    keys = [
        {**json.loads(ECAlgorithm.to_jwk(EC_KEY.public_key())), "kid": "ec", "alg": "ES256"},
        {**json.loads(RSAAlgorithm.to_jwk(RSA_KEY.public_key())), "kid": "rsa", "alg": "RS256"},
    ]
    jwks.write_text(json.dumps({"keys": keys}))
    return TokenVerifier(JwksFile(Path(jwks)), ISSUER, AUDIENCE, ("바로봇", "Barobot"))


@pytest.fixture
def signing(centre: Centre, verifier: TokenVerifier, monkeypatch: pytest.MonkeyPatch) -> Centre:
    """A centre that knows the insurer's keys."""
    monkeypatch.setattr(authentication, "verifier", lambda: verifier)
    return centre


def post_tickets(header: str | None, locale: str = "") -> tuple[int, Frame]:
    """`POST /tickets` through the REST handler: status and body."""
    request = event("tickets")
    if locale:
        request["multiValueQueryStringParameters"] = {"locale": [locale]}
    for headers, value in ((request["headers"], header), (request["multiValueHeaders"], [header])):
        headers.pop("Authorization")
        if header is not None:
            headers["Authorization"] = value
    answer = app.app(request, None)
    return answer["statusCode"], json.loads(answer["body"])


def authorize(ticket: str | None) -> Frame:
    """What the authorizer answers to a connection with this ticket."""
    request = event("authorize")
    if ticket is None:
        del request["queryStringParameters"]
    else:
        request["queryStringParameters"] = {"ticket": ticket}
    answer: Frame = app.authorize(request, None)
    return answer


def effect(answer: Frame) -> str:
    (statement,) = answer["policyDocument"]["Statement"]
    assert statement["Action"] == "execute-api:Invoke"
    assert statement["Resource"] == event("authorize")["methodArn"]
    return str(statement["Effect"])


@pytest.mark.parametrize(
    "good",
    [
        token(),
        token(RSA_KEY, "RS256", "rsa"),
        token(aud=["another", AUDIENCE]),
    ],
    ids=["ES256", "RS256", "audiences"],
)
def test_a_valid_token_gives_a_ticket(signing: Centre, good: str) -> None:
    status, body = post_tickets(f"Bearer {good}")
    assert (status, body["expires_in"], len(body["ticket"])) == (201, TICKET_LIFETIME_S, 43)


@pytest.mark.parametrize(
    "given, kept",
    [
        ("김하늘", "김하늘"),
        (unicodedata.normalize("NFD", "김하늘" * 10), "김하늘" * 10),
        (" 김\u202e하\n늘\0 ", "김하 늘"),
        ("바로봇", ""),
        ("바 로 봇 ✓", ""),
        ("ＢＡＲＯＢＯＴ", ""),
        ("바로봇\u3164", ""),
        ("바\u115f로\u2800봇", ""),
        ("상담 바로봇 1", ""),
        ("B\u0430r\u043eb\u043et", ""),
        ("Βαrοbοτ", ""),
        ("Bár0bôt", ""),
        ("\u3164\u3164", ""),
        ("Роман Борисов", "Роман Борисов"),
        ("바로", "바로"),
    ],
)
def test_names_are_plain_and_never_the_bots(verifier: TokenVerifier, given: str, kept: str) -> None:
    assert verifier.verify(token(name=given)).name == kept


@pytest.mark.parametrize("fraction", [0.25, 0.999])
def test_the_fraction_of_an_expiry_is_dropped(verifier: TokenVerifier, fraction: float) -> None:
    assert verifier.verify(token(exp=GOOD["exp"] + fraction)) == verifier.verify(token())


BAD = {
    "HS256 with the public key": jwt.api_jws.encode(
        json.dumps(GOOD).encode(),
        jwt.utils.base64url_encode(EC_KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)),
        "HS256",
        {"kid": "ec"},
    ),
    "none": unsigned({"alg": "none", "typ": "JWT", "kid": "ec"}),
    "the other algorithm's key": token(kid="rsa"),
    "another's signature": token(OTHER_KEY),
    "an unknown key": token(kid="stranger"),
    "no signature": token().rsplit(".", 1)[0] + ".",
    "issuer": token(iss="https://evil.example"),
    "no issuer": token(iss=None),
    "audience": token(aud="claims"),
    "no audience": token(aud=None),
    "expired": token(exp=NOW_S - SKEW_S - 1),
    "no expiry": token(exp=None),
    "no time of issue": token(iat=None),
    "not yet": token(nbf=NOW_S + SKEW_S + 86_400),
    "issued in the future": token(iat=NOW_S + SKEW_S + 86_400),
    "no subject": token(sub=None),
    "an empty subject": token(sub=""),
    "a subject with a blank": token(sub="agent haneul"),
    "a subject with a line's end": token(sub="agent-haneul\n"),
    "a long subject": token(sub="a" * 65),
    "no role": token(role=None),
    "an unknown role": token(role="admin"),
    "two roles": token(role=["agent", "supervisor"]),
    "no capacity to speak of": token(capacity=0),
    "an odd queue": token(queues=["general,accident"]),
    "an odd locale": token(locale="fr"),
    "an expiry in milliseconds": token(exp=(NOW_S + 3600) * 1000),
    "an endless expiry": token(exp=1e300),
    "not a token": "abc",
    "letters that are not ASCII": token().replace(".", ".é", 1),
    "nothing": "",
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_an_invalid_sign_in_token_is_refused(signing: Centre, bad: str) -> None:
    status, body = post_tickets(f"Bearer {bad}")
    assert (status, body["code"]) == (401, "invalid_token")
    assert set(body) == {"code", "text", "details"}
    assert not signing.tickets.kept
    assert not signing.logged.records


def test_an_unavailable_key_set_is_a_server_error(signing: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    out_of_reach = TokenVerifier(JwksUrl("https://127.0.0.1:1/jwks.json"), ISSUER, AUDIENCE)
    monkeypatch.setattr(authentication, "verifier", lambda: out_of_reach)
    status, body = post_tickets(f"Bearer {token()}")
    assert (status, body["code"]) == (503, "unavailable")


@pytest.mark.parametrize(
    "header",
    [None, "", "Bearer", "Basic a2ltOnNlY3JldA==", token(), f"Bearer {token()}é", "Bearer 토큰", "Bearer \u202e\0"],
)
def test_only_a_bearer_token_is_accepted(signing: Centre, header: str | None) -> None:
    status, body = post_tickets(header)
    assert (status, body["code"]) == (401, "invalid_token")


def test_unknown_key_ids_do_not_refetch_the_key_set_repeatedly() -> None:
    fetched, seconds = [], [100.0]
    key = {**json.loads(ECAlgorithm.to_jwk(EC_KEY.public_key())), "kid": "ec", "alg": "ES256"}
    published = [{**key, "kid": "older"}]

    class Login(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            fetched.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"keys": published}).encode())

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Login) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        keys = JwksUrl(f"http://127.0.0.1:{server.server_port}/jwks.json", lambda: seconds[0])
        for _ in range(5):
            with pytest.raises(jwt.InvalidKeyError):
                keys.key_of(token(kid="made-up"))
        assert len(fetched) == 2, "once at first, once in case the key was new"
        published.append(key)
        seconds[0] += MIN_REFRESH_INTERVAL_S
        assert keys.key_of(token()).key_id == "ec"
        assert len(fetched) == 3
        server.shutdown()


def test_a_ticket_opens_one_connection(signing: Centre) -> None:
    signing.now = NOW_S * 1000
    ticket = post_tickets(f"Bearer {token()}")[1]["ticket"]
    assert ticket not in str(signing.tickets.kept), "a reader of the table must not be able to connect"
    answer = authorize(ticket)
    assert effect(answer) == "Allow"
    assert answer["principalId"] == "agent-haneul"
    assert answer["context"] == {
        "role": "agent",
        "name": "김하늘",
        "issued_at": str(GOOD["iat"] * 1000),
        "verified": "",
        "expires_at": str((GOOD["exp"] + SKEW_S) * 1000),
        "queues": "accident,general",
        "capacity": "5",
        "locale": "ko",
        "departments": "",
    }
    written_otherwise = token(exp=GOOD["exp"] + 0.75, capacity=5.0)
    authorized = authorize(post_tickets(f"Bearer {written_otherwise}")[1]["ticket"])["context"]
    assert (authorized["expires_at"], authorized["capacity"]) == (answer["context"]["expires_at"], "5"), (
        "cut, not rounded"
    )
    again = authorize(ticket)
    assert (effect(again), again["context"]) == ("Deny", {})


@pytest.mark.parametrize("asked, spoken", [("en", "en"), ("ko", "ko"), ("", "ko"), ("fr", "ko"), ("en-GB", "ko")])
def test_the_language_chosen_on_a_page_is_spoken_instead_of_the_tokens(
    signing: Centre, asked: str, spoken: str
) -> None:
    signing.now = NOW_S * 1000
    ticket = post_tickets(f"Bearer {token(locale='ko')}", asked)[1]["ticket"]
    assert authorize(ticket)["context"]["locale"] == spoken


def test_tickets_of_one_person_have_a_limit_and_hold_up_nobody_else(signing: Centre) -> None:
    signing.now, signing.presence.limits_actions = NOW_S * 1000, True
    limit = presence_rules().tickets
    answers = [post_tickets(f"Bearer {token()}") for _ in range(limit.staff + limit.staff // 5)]
    statuses = [status for status, _ in answers]
    assert statuses == sorted(statuses)
    assert limit.staff <= statuses.count(201) < len(answers)
    status, refused = answers[-1]
    assert (status, refused["code"]) == (429, "too_many_actions")
    wait = refused["details"]["retry_after_ms"]
    assert post_tickets(f"Bearer {token(sub='agent-seojun')}")[0] == 201
    signing.now += wait
    assert 0 < wait <= limit.window_seconds * 1000
    assert post_tickets(f"Bearer {token()}")[0] == 201


def test_a_ticket_that_was_issued_before_a_newer_token_with_other_rights_opens_nothing(signing: Centre) -> None:
    signing.now = NOW_S * 1000
    older, newer = token(iat=NOW_S - 60), token(queues=["general"])
    before = post_tickets(f"Bearer {older}")[1]["ticket"]
    same = post_tickets(f"Bearer {older}")[1]["ticket"]
    assert effect(authorize(same)) == "Allow"
    after = post_tickets(f"Bearer {newer}")[1]["ticket"]
    assert [effect(authorize(ticket)) for ticket in (before, after)] == ["Deny", "Allow"]


def test_a_ticket_expires_after_a_minute(signing: Centre) -> None:
    signing.now = NOW_S * 1000
    first, second = (post_tickets(f"Bearer {token()}")[1]["ticket"] for _ in range(2))
    signing.now += TICKET_LIFETIME_S * 1000 - 1
    assert effect(authorize(first)) == "Allow"
    signing.now += 1
    assert effect(authorize(second)) == "Deny"


@pytest.mark.parametrize("claims", [{"exp": -SKEW_S // 2}, {"iat": SKEW_S // 2, "nbf": SKEW_S // 2}])
def test_a_token_within_the_clock_skew_gets_a_connection(signing: Centre, claims: dict[str, int]) -> None:
    """One tolerance for the whole way: a ticket that opens nothing would have its client try forever."""
    now_s = int(time.time())
    signing.now = now_s * 1000
    moments: dict[str, Any] = {name: now_s + offset for name, offset in claims.items()}
    good = token(**moments)
    assert effect(authorize(post_tickets(f"Bearer {good}")[1]["ticket"])) == "Allow"


def test_a_ticket_is_invalid_after_its_token_expired(signing: Centre) -> None:
    signing.now = T0
    signing.tickets.put(ticket_fingerprint("late"), KIM, T0 // 1000 + 10**6)
    signing.now = KIM.expires_at
    assert effect(authorize("late")) == "Deny"


@pytest.mark.parametrize("ticket", [None, "", "unknown", "x" * 10_000, "표"])
def test_a_connection_needs_a_ticket(signing: Centre, ticket: str | None) -> None:
    answer = authorize(ticket)
    assert (effect(answer), answer["principalId"]) == ("Deny", "nobody")
    assert not signing.logged.records


@pytest.mark.parametrize(
    "changed", [{"role": "supervisor"}, {"queues": ["accident"]}, {"departments": ["compensation"]}, {"capacity": 4}]
)
def test_an_older_token_with_other_rights_is_refused_once_a_newer_one_was_used(
    signing: Centre, changed: dict[str, Any]
) -> None:
    older, newer = token(iat=NOW_S - 100), token(iat=NOW_S - 50, **changed)
    assert [post_tickets(f"Bearer {each}")[0] for each in (older, newer, older, newer)] == [201, 201, 401, 201]
    assert post_tickets(f"Bearer {token(iat=NOW_S - 90, **changed)}")[0] == 201
    assert post_tickets(f"Bearer {token(iat=NOW_S - 70)}")[0] == 401
    assert post_tickets(f"Bearer {token(iat=NOW_S - 10)}")[0] == 201
