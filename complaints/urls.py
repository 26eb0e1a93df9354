from django.urls import path

from complaints import api, api_track
from complaints.hotline import api as platform
from complaints.views import (
    batch,
    claimant,
    hotline,
    hotline_accounts,
    imports,
    intake,
    joining,
    lookup,
    messages,
    personal,
    post,
    public,
    second_looks,
    track,
    traders,
    writing,
)

urlpatterns = [
    # The citizen
    path("complaints/new/", writing.complaint_new, name="complaint_new"),
    path("complaints/drafts/<uuid:key>/", writing.complaint_draft, name="complaint_draft"),
    path("complaints/drafts/<uuid:key>/send/", writing.complaint_send, name="complaint_send"),
    path("complaints/drafts/<uuid:key>/discard/", writing.complaint_discard, name="complaint_discard"),
    path("complaints/drafts/<uuid:key>/traders/", lookup.complaint_traders, name="complaint_traders"),
    path("complaints/drafts/<uuid:key>/<str:step>/", writing.complaint_step, name="complaint_step"),
    path("complaints/receipt/", public.receipt, name="complaint_receipt"),
    path("complaints/receipt/<str:reference>.pdf", public.receipt_pdf, name="complaint_receipt_pdf"),
    path("complaints/track/", public.complaint_track, name="complaint_track"),
    path("complaints/track/close/", public.complaint_close, name="complaint_close"),
    path("complaints/track/<str:reference>/", public.complaint_progress, name="complaint_progress"),
    path("complaints/track/<str:reference>/add/", public.complaint_supplement, name="complaint_supplement"),
    path("complaints/track/<str:reference>/withdraw/", public.complaint_withdraw, name="complaint_withdraw"),
    path("complaints/track/<str:reference>/again/", second_looks.complaint_again, name="complaint_again"),
    path(
        "complaints/track/<str:reference>/letters/<int:pk>.pdf",
        public.citizen_letter,
        name="citizen_letter",
    ),
    # The intake desk
    path("desk/stuck-messages/", messages.messages_stuck, name="messages_stuck"),
    path("desk/stuck-messages/<int:pk>/try-again/", messages.message_try_again, name="message_try_again"),
    path("desk/letters/", post.letters_to_post, name="letters_to_post"),
    path("desk/letters/print/", post.letters_print, name="letters_print"),
    path("desk/letters/<int:pk>/posted/", post.letter_posted, name="letter_posted"),
    path("desk/second-looks/", second_looks.second_looks, name="second_looks"),
    path("desk/second-looks/<str:reference>/", second_looks.second_look, name="second_look"),
    path(
        "desk/second-looks/<str:reference>/uphold/",
        second_looks.second_look_uphold,
        name="second_look_uphold",
    ),
    path(
        "desk/second-looks/<str:reference>/change/",
        second_looks.second_look_change,
        name="second_look_change",
    ),
    path(
        "desk/second-looks/<str:reference>/carry-out/",
        second_looks.second_look_carry_out,
        name="second_look_carry_out",
    ),
    path("desk/traders/<str:code>/", traders.trader, name="trader"),
    path("desk/intake/", intake.intake, name="intake"),
    path("desk/intake/new/", intake.intake_new, name="intake_new"),
    path("desk/intake/chosen/", batch.submissions_route, name="submissions_route"),
    path("desk/intake/<str:reference>/", intake.submission, name="submission"),
    path("desk/intake/<str:reference>/register/", intake.register, name="submission_register"),
    path("desk/intake/<str:reference>/route/", intake.route, name="submission_route"),
    path("desk/intake/<str:reference>/out-of-scope/", intake.out_of_scope, name="submission_out_of_scope"),
    path("desk/intake/<str:reference>/tell-reporter/", intake.tell, name="submission_tell_reporter"),
    path("desk/intake/<str:reference>/identity/", intake.identity, name="submission_identity"),
    path("desk/intake/<str:reference>/join/", joining.join, name="submission_join"),
    path("desk/intake/<str:reference>/separate/", joining.separate, name="submission_separate"),
    path("desk/intake/<str:reference>/claimant/", claimant.claimant, name="claimant"),
    path("desk/intake/<str:reference>/erasure/", personal.ask_erasure, name="erasure_ask"),
    path("desk/intake/erasures/<str:reference>/approve/", personal.approve_erasure, name="erasure_approve"),
    path("desk/intake/erasures/<str:reference>/decline/", personal.decline_erasure, name="erasure_decline"),
    path("desk/intake/<str:reference>/files/<int:pk>/", intake.attachment, name="submission_file"),
    # The hotline desk
    path("desk/hotline/", hotline.orders, name="hotline_orders"),
    path("desk/hotline/stuck/", hotline.stuck, name="hotline_stuck"),
    path("desk/hotline/stuck/<int:pk>/try-again/", hotline.try_again, name="hotline_try_again"),
    path("desk/hotline/accounts/", hotline_accounts.accounts, name="hotline_accounts"),
    path("desk/hotline/accounts/new/", hotline_accounts.account_new, name="hotline_account_new"),
    path("desk/hotline/accounts/<slug:code>/", hotline_accounts.account, name="hotline_account"),
    path(
        "desk/hotline/accounts/<slug:code>/edit/", hotline_accounts.account_edit, name="hotline_account_edit"
    ),
    path("desk/hotline/accounts/<slug:code>/keys/", hotline_accounts.key_give, name="hotline_key_give"),
    path("desk/hotline/keys/<slug:key_id>/end/", hotline_accounts.key_end, name="hotline_key_end"),
    path("desk/hotline/<str:reference>/", hotline.order, name="hotline_order"),
    path("desk/hotline/<str:reference>/erasure/", personal.ask_erasure_of_order, name="hotline_erasure_ask"),
    path("desk/hotline/<str:reference>/sign-in/", hotline.sign_in, name="hotline_sign_in"),
    path("desk/hotline/<str:reference>/reply/", hotline.reply, name="hotline_reply"),
    path("desk/hotline/<str:reference>/extend/", hotline.extend, name="hotline_extend"),
    path("desk/hotline/<str:reference>/send-back/", hotline.send_back, name="hotline_send_back"),
    # The hotline platform
    path("api/hotline/v1/orders/", platform.orders, name="hotline_api_orders"),
    path("api/hotline/v1/orders/<str:number>/", platform.order, name="hotline_api_order"),
    path("api/hotline/v1/orders/<str:number>/additions/", platform.additions, name="hotline_api_additions"),
    path("api/hotline/v1/orders/<str:number>/urges/", platform.urges, name="hotline_api_urges"),
    path(
        "api/hotline/v1/orders/<str:number>/call-backs/", platform.call_backs, name="hotline_api_call_backs"
    ),
    # The complaint desk
    path("desk/mediation/", track.mediation, name="mediation"),
    path("desk/mediation/<str:reference>/", track.complaint, name="complaint"),
    path("desk/mediation/<str:reference>/form/", track.complaint_form, name="complaint_form"),
    path(
        "desk/mediation/<str:reference>/letters/<int:pk>.pdf", track.complaint_letter, name="complaint_letter"
    ),
    path("desk/mediation/<str:reference>/<slug:action>/", track.mediation_step, name="mediation_step"),
    # Imports
    path("desk/imports/", imports.import_list, name="imports"),
    path("desk/imports/templates/<str:kind>.xlsx", imports.template, name="import_template"),
    path("desk/imports/<str:reference>/", imports.import_run, name="import"),
    path("desk/imports/<str:reference>/progress/", imports.progress, name="import_progress"),
    path("desk/imports/<str:reference>/check/", imports.check, name="import_check"),
    path("desk/imports/<str:reference>/start/", imports.start, name="import_start"),
    path("desk/imports/<str:reference>/undo/", imports.undo, name="import_undo"),
    path("desk/imports/<str:reference>/errors.csv", imports.errors_csv, name="import_errors"),
    # The API
    path("api/v1/complaints/<str:reference>/", api_track.complaint, name="api_complaint"),
    path(
        "api/v1/complaints/<str:reference>/steps/<slug:action>/",
        api_track.mediation_step,
        name="api_mediation_step",
    ),
    path("api/v1/submissions/", api.SubmissionList.as_view(), name="api_submissions"),
    path("api/v1/submissions/<str:reference>/", api.SubmissionDetail.as_view(), name="api_submission"),
    path("api/v1/submissions/<str:reference>/register/", api.register, name="api_submission_register"),
    path("api/v1/submissions/<str:reference>/route/", api.route, name="api_submission_route"),
    path(
        "api/v1/submissions/<str:reference>/out-of-scope/",
        api.out_of_scope,
        name="api_submission_out_of_scope",
    ),
    path(
        "api/v1/submissions/<str:reference>/tell-reporter/",
        api.tell_reporter,
        name="api_submission_tell_reporter",
    ),
]
