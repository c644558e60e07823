"""Question sets, blueprints, comments, approval, publishing and the sheets that come of it."""

from django.urls import URLPattern, path

from interviews.building.views import approvals, blueprints, builder, comments, sets, sheets, versions

urlpatterns: list[URLPattern] = [
    path("sets/", sets.set_list, name="set-list"),
    path("sets/new/", sets.set_create, name="set-create"),
    path("sets/<int:pk>/", builder.set_detail, name="set-detail"),
    path("sets/<int:pk>/candidate/", builder.set_candidate, name="set-candidate"),
    path("sets/<int:pk>/edit/", sets.set_edit, name="set-edit"),
    path("sets/<int:pk>/copy/", sets.set_copy, name="set-copy"),
    path("sets/<int:pk>/archive/", sets.set_archive, name="set-archive"),
    path("sets/<int:pk>/unarchive/", sets.set_unarchive, name="set-unarchive"),
    path("sets/<int:pk>/publish/", sheets.set_publish, name="set-publish"),
    path("sets/<int:pk>/wording/", sheets.set_wording, name="set-wording"),
    path("sets/<int:pk>/undo/", builder.set_undo, name="set-undo"),
    path("sets/<int:pk>/redo/", builder.set_redo, name="set-redo"),
    path("sets/<int:pk>/items/add/", builder.item_add, name="set-item-add"),
    path("sets/<int:pk>/items/<int:item>/", builder.item_change, name="set-item-change"),
    path("sets/<int:pk>/items/<int:item>/move/", builder.item_move, name="set-item-move"),
    path("sets/<int:pk>/items/<int:item>/remove/", builder.item_remove, name="set-item-remove"),
    path("sets/<int:pk>/sections/add/", builder.section_add, name="set-section-add"),
    path("sets/<int:pk>/sections/<int:section>/", builder.section_change, name="set-section-change"),
    path("sets/<int:pk>/sections/<int:section>/move/", builder.section_move, name="set-section-move"),
    path("sets/<int:pk>/sections/<int:section>/remove/", builder.section_remove, name="set-section-remove"),
    path("sheets/<int:pk>/", sheets.sheet_detail, name="sheet-detail"),
    path("blueprints/", blueprints.blueprint, name="blueprint"),
    path("blueprints/make/", blueprints.sets_create, name="blueprint-make"),
    path("blueprints/keep/", blueprints.template_save, name="blueprint-keep"),
    path("blueprints/<int:pk>/", blueprints.template_open, name="blueprint-open"),
    path("blueprints/<int:pk>/archive/", blueprints.template_archive, name="blueprint-archive"),
    path("sets/<int:pk>/fill/", blueprints.set_fill, name="set-fill"),
    path("sets/<int:pk>/versions/", versions.set_versions, name="set-versions"),
    path("sets/<int:pk>/comments/", comments.set_comments, name="set-comments"),
    path("sets/<int:pk>/comments/add/", comments.set_comment_add, name="set-comment-add"),
    path(
        "sets/<int:pk>/comments/<int:comment>/resolve/",
        comments.set_comment_resolve,
        name="set-comment-resolve",
    ),
    path(
        "sets/<int:pk>/comments/<int:comment>/reopen/",
        comments.set_comment_reopen,
        name="set-comment-reopen",
    ),
    path(
        "sets/<int:pk>/comments/<int:comment>/withdraw/",
        comments.set_comment_withdraw,
        name="set-comment-withdraw",
    ),
    path("sets/<int:pk>/approval/ask/", approvals.set_approval_ask, name="set-approval-ask"),
    path("sets/<int:pk>/approval/<int:approval>/give/", approvals.set_approve, name="set-approval-give"),
    path(
        "sets/<int:pk>/approval/<int:approval>/return/",
        approvals.set_send_back,
        name="set-approval-return",
    ),
]
