"""The company's settings; comments on a set, its approval, and the differences between its versions."""

from django.urls import URLPattern, path

from interviews.building.views import approvals, versions
from interviews.building.views import comments as set_comments
from interviews.company import views as company

version_urls: list[URLPattern] = [
    path("company/", company.company_settings, name="company"),
    path("company/logo/", company.company_logo, name="company-logo"),
    path("sets/<int:pk>/versions/", versions.set_versions, name="set-versions"),
    path("sets/<int:pk>/comments/", set_comments.set_comments, name="set-comments"),
    path("sets/<int:pk>/comments/add/", set_comments.set_comment_add, name="set-comment-add"),
    path(
        "sets/<int:pk>/comments/<int:comment>/resolve/",
        set_comments.set_comment_resolve,
        name="set-comment-resolve",
    ),
    path(
        "sets/<int:pk>/comments/<int:comment>/reopen/",
        set_comments.set_comment_reopen,
        name="set-comment-reopen",
    ),
    path(
        "sets/<int:pk>/comments/<int:comment>/withdraw/",
        set_comments.set_comment_withdraw,
        name="set-comment-withdraw",
    ),
    path("sets/<int:pk>/approval/ask/", approvals.set_approval_ask, name="set-approval-ask"),
    path(
        "sets/<int:pk>/approval/<int:approval>/give/", approvals.set_approval_give, name="set-approval-give"
    ),
    path(
        "sets/<int:pk>/approval/<int:approval>/return/",
        approvals.set_approval_return,
        name="set-approval-return",
    ),
]
