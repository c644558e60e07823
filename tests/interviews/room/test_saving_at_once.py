"""Several saves at the same time lose and double nothing."""

import threading

import pytest
from django.db import connections
from django.test import Client

from interviews.models import Response, ScoreChange
from tests import factories
from tests.interviews.room.scoring_room import Room

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
def test_twelve_people_saving_at_once_lose_nothing():
    clients = []
    for _ in range(12):
        client = Client()
        client.user = factories.make_user("interviewer")
        client.force_login(client.user)
        clients.append(client)
    rooms = [Room(clients[0])]
    for client in clients[1:]:
        seat = factories.PanelMember.objects.create(interview=rooms[0].interview, user=client.user)
        room = object.__new__(Room)
        room.__dict__ = {**rooms[0].__dict__, "client": client, "seat": seat}
        rooms.append(room)
    point = rooms[0].points()[0]
    statuses, start = [], threading.Barrier(12)

    def work(room):
        try:
            start.wait()
            for number in range(8):
                answer = room.send(
                    room.change("notes", f"{room.seat.pk}: {number}"),
                    room.change(f"mark:{point}", ("met", "partly")[number % 2]),
                )
                statuses.append(answer.status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=[room]) for room in rooms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 96
    assert ScoreChange.objects.count() == 192
    for room in rooms:
        response = Response.objects.get(scorecard__member=room.seat)
        assert response.notes == f"{room.seat.pk}: 7"
        assert response.revision == 8
        assert response.marks.get().value == "partly"


@pytest.mark.django_db(transaction=True)
def test_the_same_change_sent_twice_at_once_counts_once():
    client = Client()
    client.user = factories.make_user("interviewer")
    client.force_login(client.user)
    room = Room(client)
    change = room.change("notes", "once")
    statuses, start = [], threading.Barrier(4)

    def work():
        own = Client()
        own.force_login(client.user)
        try:
            start.wait()
            statuses.append(room.send(change, client=own).status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 4
    assert ScoreChange.objects.count() == 1
    assert Response.objects.get().revision == 1
