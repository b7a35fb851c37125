"""What devices say of themselves, and the commands that wait for them; a revoked device still hears those, and nothing else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI, Router

from domain.permissions import Station
from domain.wire import Commands, DeviceReport
from server.accounts.sessions import end_session_on
from server.custody import commands
from server.custody.elsewhere import judge_log_in
from server.custody.reports import note_report
from server.intake.bounds import is_in_time
from server.intake.callers import calling_device
from server.intake.problems import Refused, answer

router = Router()


@router.post("/report")
def report(request: HttpRequest, message: DeviceReport) -> HttpResponse:
    """DeviceReport -> 204."""
    device, now = calling_device(request), timezone.now()
    if message.logged_in_since is not None and not is_in_time(message.logged_in_since):
        raise Refused(422, "shape", "Not understood: logged_in_since.")
    row = note_report(device, message, now)
    if row.logged_in is None and device.station == Station.ROOM.value:
        end_session_on(device.pk, now)  # whoever worked on it has logged out, perhaps without the server
    judge_log_in(device, row, now)
    return HttpResponse(status=204)


@router.get("/commands", auth=None)
def waiting_commands(request: HttpRequest) -> HttpResponse:
    """-> Commands, also for a device that was closed."""
    return answer(Commands(commands=commands.waiting_for(calling_device(request, also_revoked=True))))


def add_to(api: NinjaAPI) -> None:
    """Under /api/device/v1, beside the rest of the device protocol."""
    api.add_router("/device/v1", router)
