from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InterviewsConfig(AppConfig):
    name = "interviews"
    verbose_name = _("Interviews")

    def ready(self) -> None:
        from accounts.audit import WITHHELD
        from interviews.access import withheld_scorecards, withheld_seats

        WITHHELD["interviews.scorecard"] = withheld_scorecards
        WITHHELD["interviews.panelmember"] = withheld_seats
        self._withhold_what_was_agreed_and_decided()

    @staticmethod
    def _withhold_what_was_agreed_and_decided() -> None:
        from accounts.audit import WITHHELD, WITHHELD_ACTS
        from interviews.access import withheld_consensus, withheld_decisions, withheld_interviews

        WITHHELD["interviews.consensus"] = withheld_consensus
        WITHHELD["interviews.decision"] = withheld_decisions
        # That a round was closed is seen; why, may tell who gave what.
        WITHHELD_ACTS["interview.close"] = WITHHELD_ACTS["interview.open"] = withheld_interviews
