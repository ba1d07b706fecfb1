"""What hit what, and which of the two moved."""

from datetime import datetime

import pytest

from chalicelib.nlu import read_message

NOW = datetime.fromisoformat("2026-11-22T15:00+09:00")


def _event(said: str) -> tuple[object, ...]:
    found = read_message(said, NOW).entities
    return tuple(found.get(slot) for slot in ("event_with", "own_moving", "other_moving"))


@pytest.mark.parametrize(
    "said",
    [
        "옆 차로 아반떼가 신호도 안 넣고 확 들어와서 제 뒷문을 긁었어요",
        "트럭이 말없이 들어와서 제 조수석 문을 밀고 갔어요",
        "상대가 신호를 무시하고 와서 제 차를 박았어요",
        "맞은편 버스가 중앙선을 넘어와서 부딪혔어요",
        "승용차가 골목에서 툭 튀나와서 박았어요",
    ],
)
def test_both_cars_drive_where_the_kind_of_accident_says_so(said: str) -> None:
    assert _event(said) == ("car", True, True)


@pytest.mark.parametrize(
    "said, event",
    [
        ("건물 옥상에서 패널이 떨어져서 세워 둔 제 차 보닛이 찌그러졌어요", ("thing", False, True)),
        ("공사장에서 형틀이 떨어져 주차된 제 차 지붕이 움푹 들어갔어요", ("thing", False, True)),
        ("베란다에서 빨래판이 떨어져서 주차해 둔 차 앞유리가 깨졌어요", ("thing", False, True)),
        ("어디선가 배드민턴 라켓이 날아와 세워 둔 차 유리가 깨졌어요", ("thing", False, True)),
        ("벚나무 가지가 부러져서 세워둔 제 차 지붕이 찌그러졌어요", ("thing", False, True)),
        ("산에서 바윗덩이가 굴러와서 달리던 제 차 문짝을 때렸어요", ("thing", True, True)),
        ("제가 전봇대를 박아서 전봇대가 쓰러졌어요", ("thing", True, False)),
        ("후진하다 간판을 들이받았는데 간판이 넘어졌어요", ("thing", True, False)),
        ("우회전하다가 자전거랑 부딪혔는데 아주머니가 타고 오고 있었어요", ("car", True, True)),
        ("직진하는데 정차해 있던 택시가 갑자기 문을 열어서 제 차 미러가 부딪혔어요", ("door", True, False)),
        ("지나가는 중에 주차된 차에서 문이 열려서 박았어요", ("door", True, False)),
        ("지하차도 들어갔다가 물에 잠겨서 시동이 꺼졌어요", ("water", True, None)),
        ("터널 지나다가 물이 확 차올라서 차가 멈췄어요", ("water", True, None)),
        ("집 앞에 세워놨는데 물이 차올라서 차가 잠겼어요", ("water", False, None)),
        ("출발하다가 앞에 정차한 차 받음", ("car", True, False)),
        ("후진하다 뒤에 서 있던 차 박았어요", ("car", True, False)),
        ("나오다가 옆차를 못 봤어요", ("car", True, None)),
        ("어떤 분이 제 차 뒷문 찍어놓고 번호만 남기고 갔어요", ("car", False, True)),
        ("세차장에서 앞에 있던 차가 후진해서 제 차를 박았어요", ("car", None, True)),
        ("아저씨를 쳤는데 경찰 조사도 받았어요", ("person", True, None)),
        ("차 돌리다가 옆집 담장을 무너뜨렸어요", ("thing", True, False)),
        ("주차해 둔 차 위로 타워크레인이 쓰러지면서 덮쳤어요", ("thing", False, True)),
        ("뒤차가 줄 서 있는 제 차를 콩 했어요", ("car", False, True)),
        ("주차해둔 제 차를 옆집 사람이 후진하다 박았어요", ("car", False, True)),
        ("세워둔 차를 앞집 총각이 오토바이로 들이받았어요", ("car", False, True)),
        ("우리 집 앞에 세워둔 내 차를 이웃집 젊은이가 차 몰고 나가다 들이받았소", ("car", False, True)),
        ("신호대기 중인데 제 차를 누가 박았어요", ("car", False, True)),
        ("직진하는데 자전거가 제 차를 박았어요", ("car", True, True)),
        ("제 차를 후진하다가 주차된 차를 박았어요", ("car", True, False)),
        ("공사장에서 지게차가 밀어서 문짝이 찌그러졌어요", ("car", None, True)),
        ("뒤차가 밀어서 제가 앞차를 박았어요. 저는 서 있었어요", ("car", False, True)),
        ("차를 밀어서 갓길로 옮겼어요", (None, None, None)),
        ("농수로에 차가 빠졌어요", ("thing", True, False)),
        ("실수로 기둥을 박았어요", ("thing", True, False)),
        ("앞차가 후진하다가 제 차를 박았어요 저는 서 있었고요", ("car", False, True)),
        ("제가 앞차를 박았는데 앞차는 신호대기 중이었어요", ("car", True, False)),
        ("저는 멈췄는데 제 뒤차가 못 서고 저를 박았어요", ("car", False, True)),
        ("문 열어 놓고 짐 내리는데 지나가던 차가 문짝을 쳤어요", ("door", False, True)),
        ("아들놈이 내 차를 끌고 나갔다가 골목에서 서있는 차를 박았답니다", ("car", True, False)),
        ("남의 차가 내 차 뒤에 쿵 했어요. 나 서 있었어요", ("car", False, True)),
        ("내 차 짐칸에서 파이프가 떨어져서 뒤차 유리가 깨졌습니다", ("car", None, None)),
        ("옆차 주인이 쪽지를 남겼더라고요 긁었다고", ("car", False, True)),
        ("말이 길로 뛰어나와그네 내 차영 부딪쳤수다", ("animal", True, True)),
        ("좌회전하다가 배달 오토바이랑 사고났습니다", ("car", True, None)),
        ("신호 대기 중인데 택시가 끼어들면서 긁었어요", ("car", False, True)),
        ("차로를 바꾸던 버스가 서 있는 제 차를 긁었어요", ("car", False, True)),
        ("볼일 보고 돌아왔더니 옆구리가 긁혀 있고 연락처도 안 남기고 갔네요", ("car", False, True)),
        ("밥 먹고 나오니까 범퍼가 깨져 있고 박고 튄 모양이에요", ("car", False, True)),
        ("앞에 승용차가 섰는데 브레이크를 늦게 밟아서 쿵 했어요", ("car", True, False)),
        ("화물차를 빼다가 셔터에 지붕을 긁었어요", ("thing", True, False)),
        ("내 트럭으로 손수레를 건드렸어요", ("thing", True, False)),
        ("지하 주차장에 물이 차서 차가 잠겼어요", ("water", False, None)),
        ("세워 둔 스타렉스에 불이 났어요", ("fire", False, None)),
        ("비탈에서 바위가 굴러와서 문짝을 때렸어요", ("thing", None, True)),
        ("제 차 문을 열다가 옆 차를 찍었어요", ("door", False, False)),
        ("주차하다가 옆 차 문을 긁었어요", ("car", True, False)),
        ("2차선에서 3차선으로 옮기다가 옆 차랑 부딪혔어요", ("car", True, True)),
        ("제가 앞에 멈춰 있던 차 뒤를 받았어요", ("car", True, False)),
        ("앞에 승용차가 섰는데 못 멈추고 박았어요", ("car", True, False)),
        ("정차 중에 후방 차량이 제 차를 추돌했어요", ("car", False, True)),
        ("세워 둔 쏘나타가 물에 잠겼다가 물이 빠졌습니다", ("water", False, None)),
        ("옆차ㄱㅏ 주차된 제 차를 긁엇어요", ("car", False, True)),
        ("혼자 미끄러졌어요", (None, True, None)),
        ("밭에 가다가 트랙터랑 부딪혔어요", ("car", True, None)),
        ("트럭이 갑자기 와서 제 차 옆에 쾅 했어요", ("car", True, True)),
        ("주차된 승합차의 미러를 접촉했습니다", ("car", True, False)),
        ("승용차가 차로를 바꾸며 제 뒷문을 충격하였습니다", ("car", True, True)),
        ("앞차 적재물 낙하로 앞유리가 파손됐습니다", ("thing", True, True)),
        ("옆에 주차된 회사차를 긁었어요", ("car", True, False)),
        ("좌회전하는데 신호위반 택시가 들어와서 앞문이 박살났어요", ("car", True, True)),
        ("비둘기똥 때문에 지붕 도장이 상했어요", ("thing", None, True)),
        ("사람하고는 안 부딪혔고 담장을 박았어요", ("thing", True, False)),
        ("택시를 박지는 않았고 방파제를 긁었어요", ("thing", True, False)),
        ("정차 중 후미 추돌당함", ("car", False, True)),
        ("어떤 학생이 킥보드로 제 차를 박았어요", ("car", None, True)),
        ("건물 옆에 세워 둔 제 차를 택시가 박았어요", ("car", False, True)),
        ("승합차가 주차하면서 서 있는 제 차를 긁었어요", ("car", False, True)),
        ("레미콘이 돌아 나오면서 서 있는 우리 차 범퍼를 박았어요", ("car", False, True)),
        ("갑자기 달려든 개를 쳤어요", ("animal", True, True)),
        ("국도에서 튀어나온 고라니를 박았습니다", ("animal", True, True)),
        ("제 차로 주차된 차의 뒤 범퍼를 긁었습니다", ("car", True, False)),
        ("제가 문 열다가 지나가던 오토바이랑 부딪혔어요", ("door", False, True)),
    ],
)
def test_what_hit_what(said: str, event: tuple[object, ...]) -> None:
    assert _event(said) == event


def test_damage_by_hand_is_no_car_that_fled() -> None:
    assert _event("누가 열쇠로 쭉 긁고 갔어요")[0] is None


@pytest.mark.parametrize("said", ["고속도로에서 기름이 떨어져서 차가 섰어요", "배터리가 떨어져서 시동이 안 걸려요"])
def test_what_ran_out_hit_nothing(said: str) -> None:
    assert _event(said)[0] is None
