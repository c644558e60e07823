"""The addresses of imports and exports."""

from django.urls import URLPattern, path

from qbank.imports.views import columns, decisions, export, imports, outcome, values

urlpatterns: list[URLPattern] = [
    path("export.xlsx", export.question_export, {"kind": "xlsx"}, name="question-export-xlsx"),
    path("export.csv", export.question_export, {"kind": "csv"}, name="question-export-csv"),
    path("imports/", imports.import_list, name="import-list"),
    path("imports/new/", imports.import_create, name="import-create"),
    path("imports/template/", imports.import_template, name="import-template"),
    path("imports/<int:pk>/", imports.import_detail, name="import-detail"),
    path("imports/<int:pk>/reading/", columns.import_reading, name="import-reading"),
    path("imports/<int:pk>/columns/", columns.import_columns, name="import-columns"),
    path("imports/<int:pk>/rows/<int:number>/", decisions.import_row, name="import-row"),
    path("imports/<int:pk>/rows/<int:number>/mend/", decisions.import_mend, name="import-mend"),
    path("imports/<int:pk>/rows/<int:number>/decide/", decisions.import_decide, name="import-decide"),
    path("imports/<int:pk>/decide/", decisions.import_decide_all, name="import-decide-all"),
    path("imports/<int:pk>/value/", decisions.import_value, name="import-value"),
    path("imports/<int:pk>/values/", values.import_values, name="import-values"),
    path("imports/<int:pk>/replace/", values.import_replace, name="import-replace"),
    path("imports/<int:pk>/values/<int:column>/", values.import_column_values, name="import-column-values"),
    path("imports/<int:pk>/apply/", outcome.import_apply, name="import-apply"),
    path("imports/<int:pk>/rejected/", outcome.import_rejected, name="import-rejected"),
    path("imports/<int:pk>/undo/", outcome.import_undo, name="import-undo"),
    path("imports/<int:pk>/discard/", imports.import_discard, name="import-discard"),
]
