"""Play the 12345 platform against a running site: send work orders of all kinds, listen, print what was said."""

import random
import time
import uuid
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from complaints.hotline.simulator import Platform, port_of

TYPES = ("complaint", "report", "both", "consultation")
TOLD = {
    "complaint": "在示例超市买的电饭煲坏了，商家不肯换。",
    "report": "示例小吃店门口没有标价，结账时多收了钱。",
    "both": "示例健身房虚假宣传，又不肯退费。",
    "consultation": "个体户年报最晚什么时候报？",
}


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument("--site", default="http://127.0.0.1:8000", help="address of the running site")
        parser.add_argument("--key", default=settings.DEMO_HOTLINE_KEY)
        parser.add_argument("--secret", default=settings.DEMO_HOTLINE_SECRET)
        parser.add_argument("--number", type=int, default=8, help="work orders to send")
        parser.add_argument("--rate", type=float, default=2.0, help="work orders a second")
        parser.add_argument("--seed", type=int, default=0, help="0: another one each time")
        parser.add_argument("--broken", action="store_true", help="send broken signatures too")
        parser.add_argument(
            "--listen", type=float, default=30.0, help="seconds to listen for answers afterwards"
        )
        parser.add_argument("--port", type=int, default=port_of(settings.DEMO_HOTLINE_ADDRESS))

    def handle(
        self, *, number: int, rate: float, seed: int, listen: float, port: int, **options: Any
    ) -> None:
        seed = seed or uuid.uuid4().int % 1_000_000
        chance = random.Random(seed)
        platform = Platform(options["site"].rstrip("/"), options["key"], options["secret"], self.stdout.write)
        self.stdout.write(f"Seed {seed}. Listening on port {port} for what the bureau says.")
        with platform.listen(port=port):
            for place in range(number):
                self._order(platform, chance, f"SIM{seed:06d}-{place:04d}", TYPES[place % len(TYPES)])
                if options["broken"]:
                    for broken in ("signature", "key", "time"):
                        self._tell(f"a broken {broken}", platform.create({}, broken=broken))
                time.sleep(1 / rate)
            self.stdout.write(
                f"\nListening for {listen:g} s more: sign in, reply or send back at {options['site']}/desk/hotline/"
            )
            time.sleep(listen)
        repeated = sum(times > 1 for times in platform.arrivals.values())
        self.stdout.write(
            f"Heard {len(platform.heard)} messages, {repeated} of them more than once, "
            f"{len(platform.wrong)} with a wrong signature."
        )

    def _order(self, platform: Platform, chance: random.Random, number: str, type: str) -> None:
        """One work order, said twice; then perhaps an addition, perhaps an urge."""
        order = {
            "number": number,
            "type": type,
            "urgency": chance.choice(("normal", "normal", "urgent")),
            "told": TOLD[type],
            "caller": {
                "name": f"演示{chance.randrange(1000)}号",
                "phone": f"1380000{chance.randrange(10_000):04d}",
            },
            "trader": {"name": "示例商家", "address": "佛山市南海区桂城街道演示路1号"},
        }
        message = uuid.UUID(int=chance.getrandbits(128)).hex
        first = platform.create(order, message=message)
        self._tell(f"{number} {type}", first)
        again = platform.create(order, message=message)
        self._tell(f"{number} again: {'the same answer' if again == first else 'ANOTHER ANSWER'}", again)
        if chance.random() < 0.5:
            self._tell(f"{number} addition", platform.about(number, "additions", {"text": "补充：有小票。"}))
        if chance.random() < 0.5:
            self._tell(f"{number} urge", platform.about(number, "urges", {"text": "来电人催办。"}))

    def _tell(self, what: str, reply: Any) -> None:
        said = reply.body.get("detail") or ", ".join(
            [
                reply.body["reference"],
                reply.body["state"],
                *(one["reference"] for one in reply.body["submissions"]),
            ]
        )
        self.stdout.write(f"→ {what}: {reply.status} {said}")
