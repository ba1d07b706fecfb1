"""A stand-in for the insurer's identity provider: one click gives a signed token for a demo person."""

import json
import time
from pathlib import Path

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from chalicelib.kernel.actors import Role
from local.demo.people import PEOPLE, DemoPerson

ISSUER = "https://login.insurer.example"
AUDIENCE = "baro"
TOKEN_LIFETIME_S = 12 * 3600


class IdentityProvider:
    """Signs tokens with a key that is generated for this process; a JWKS file has the public key."""

    def __init__(self, jwks: Path) -> None:
        self.people = dict(PEOPLE)
        """Who can sign in with one click, by id."""
        self.life_s = TOKEN_LIFETIME_S
        self._key = ec.generate_private_key(ec.SECP256R1())
        public = json.loads(ECAlgorithm.to_jwk(self._key.public_key()))
        jwks.parent.mkdir(parents=True, exist_ok=True)
        jwks.write_text(json.dumps({"keys": [{**public, "kid": "demo", "alg": "ES256", "use": "sig"}]}), "utf-8")
        self.environment = {"BARO_JWKS": str(jwks), "BARO_JWT_ISSUER": ISSUER, "BARO_JWT_AUDIENCE": AUDIENCE}

    def token(self, person: DemoPerson, life_s: int | None = None, **claims: object) -> str:
        """A token as the insurer's login would give it, for `life_s` of the provider or these; `claims` replace what
        would stand in it."""
        now = int(time.time())
        known: dict[str, object] = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": person.id,
            "name": person.name,
            "role": person.role.value,
            "locale": person.locale,
            "iat": now,
            "exp": now + (self.life_s if life_s is None else life_s),
        }
        if person.role is Role.CUSTOMER:
            known["verified"] = True
        if person.truck:
            known |= {"truck": person.truck, "plate": person.plate, "phone": person.safe_number}
        if person.queues:
            known |= {
                "queues": list(person.queues),
                "capacity": person.capacity,
                "departments": list(person.departments),
            }
        return jwt.encode({**known, **claims}, self._key, algorithm="ES256", headers={"kid": "demo"})

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse | None:
        """`GET /demo/people` and `POST /demo/sign-in {"id"}`; None for anything else."""
        match request.method, request.path:
            case "GET", "/demo/people":
                return web.json_response([_person_json(person) for person in self.people.values()])
            case "POST", "/demo/sign-in":
                return await self._sign_in(request)
        return None

    async def _sign_in(self, request: web.BaseRequest) -> web.Response:
        try:
            person = self.people[(await request.json())["id"]]
        except (ValueError, KeyError, TypeError):
            return web.json_response({"code": "unknown_person"}, status=404)
        return web.json_response({"token": self.token(person), "name": person.name, "role": person.role.value})


def _person_json(person: DemoPerson) -> dict[str, str]:
    return {"id": person.id, "name": person.name, "role": person.role.value, "detail": person.detail}
