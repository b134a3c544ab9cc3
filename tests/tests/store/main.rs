//! What the store promises, kept by each engine. A promise is told once, in the words of the store's own methods;
//! every engine is opened anew for each.
#![cfg(test)]

mod campaigns;
mod consent;
mod desk;
mod enrolment;
mod exchange;
mod given;
mod guards;
mod lines;
mod look;
mod measured;
mod notices;
mod operators;
mod pages;
mod reports;
mod scans;
mod stored;
mod subscriptions;
mod whereabouts;

macro_rules! promises {
    ($($room:ident: $($promise:ident),+;)+) => {
        mod sqlite {
            $($(
                #[tokio::test(flavor = "multi_thread")]
                async fn $promise() {
                    let folder = tempfile::tempdir().unwrap();
                    super::$room::$promise(&super::sqlite(folder.path()).await).await;
                }
            )+)+
        }

        mod postgres {
            $($(
                #[tokio::test(flavor = "multi_thread")]
                async fn $promise() {
                    super::$room::$promise(&super::postgres().await).await;
                }
            )+)+
        }
    };
}

promises! {
    enrolment:
        an_invitation_is_used_only_as_often_as_it_allows,
        an_expired_invitation_opens_nothing,
        a_token_finds_its_agent_and_no_other,
        work_that_fails_takes_nothing_else_with_it;
    whereabouts:
        a_check_in_from_another_address_begins_anew_and_one_from_the_same_counts_up,
        another_network_begins_anew_as_well,
        every_one_of_many_check_ins_counts,
        an_address_may_be_dialled_while_somebody_there_is_fresh_and_agrees,
        what_an_agent_says_of_itself_stays_until_it_says_otherwise,
        whoever_was_put_off_is_out_of_sight_until_something_happens;
    lines:
        the_ports_that_an_agent_calls_from_show_that_its_address_is_shared,
        a_set_that_a_provider_changed_is_learnt_anew,
        more_agents_than_a_family_has_share_an_address,
        a_notice_about_what_turns_out_to_be_a_neighbours_ends,
        what_others_report_of_a_neighbours_port_is_not_ours,
        of_a_line_no_more_is_kept_than_it_takes;
    consent:
        an_agent_whose_person_withdrew_is_no_target_and_gets_no_scan,
        a_withdrawal_among_check_ins_leaves_no_target,
        a_notice_waits_for_a_person_who_no_longer_agrees,
        consent_is_withdrawn_once_and_given_once;
    look:
        a_look_at_a_few_ports_is_laid_over_the_last_whole_one_at_that_address;
    stored:
        everything_about_an_agent_is_told_to_it,
        what_would_tell_a_finding_is_left_out_while_an_agent_waits;
    subscriptions:
        news_wakes_whoever_can_be_woken_once,
        a_push_is_claimed_by_one_worker_only_and_again_after_its_lease,
        a_push_that_failed_is_made_again_when_it_is_time,
        what_became_of_a_push_says_nothing_of_a_newer_subscription,
        a_subscription_goes_with_the_consent_and_with_its_agent;
    scans:
        a_due_scan_is_claimed_by_one_worker_only,
        a_scan_is_claimed_again_after_its_lease,
        the_oldest_scans_are_claimed_first_and_each_kind_by_itself,
        two_scans_of_one_kind_never_wait_for_one_agent,
        a_scan_that_is_finished_twice_keeps_its_observations_once,
        a_dropped_scan_says_so,
        evidence_comes_back_byte_for_byte;
    guards:
        an_opted_out_range_is_neither_scheduled_nor_claimed,
        what_was_due_when_somebody_opted_out_is_given_up,
        an_opt_out_is_kept_once_and_ends_by_itself_or_by_a_word,
        while_scanning_is_halted_nothing_is_claimed,
        what_is_given_back_is_claimed_again,
        void_rounds_are_counted_until_one_is_believed,
        what_an_address_was_sent_is_added_up_by_day,
        two_who_look_at_once_never_use_the_same_rest_of_a_day,
        the_gate_learns_all_it_must_know_at_one_look;
    notices:
        a_notice_is_sent_once_by_many_senders,
        a_notice_is_sent_when_its_time_has_come,
        the_numbers_of_events_have_no_gap_and_no_double,
        a_closure_and_a_reopening_are_told_once_each,
        a_look_from_another_network_changes_nothing,
        a_scan_that_ends_while_others_are_observed_is_not_overlooked,
        nobody_notes_progress_on_another_s_notice;
    pages:
        a_press_that_is_not_offered_keeps_nothing,
        the_last_answer_counts_and_every_press_is_kept_in_order,
        presses_at_the_same_time_are_all_kept,
        a_person_has_one_open_case,
        the_first_press_is_a_visit_unless_one_was_reported,
        a_ticket_is_good_once_for_its_own_notice_and_its_time,
        a_replaced_address_opens_nothing_and_the_new_one_does,
        what_a_page_was_first_asked_for_and_used_is_kept_once,
        a_page_is_found_by_its_token_for_as_long_as_it_is_valid;
    campaigns:
        a_name_is_taken_once,
        a_campaign_freezes_once,
        a_notice_keeps_the_wording_that_was_drawn,
        an_operator_s_word_holds_until_it_expires,
        the_last_word_about_intent_counts_and_lasts,
        an_intended_port_is_left_alone_as_long_as_it_is_the_same;
    desk:
        people_are_found_by_what_they_are_and_by_what_was_seen,
        the_days_of_an_agent_hold_what_was_seen_and_what_happened,
        a_word_on_a_web_port_holds_for_the_evidence_that_was_seen,
        a_campaign_takes_its_steps_in_order_and_each_once,
        a_thread_is_written_while_its_case_is_open,
        complaints_are_numbered_and_settled_once;
    operators:
        the_first_operator_joins_once_among_many_who_try,
        an_address_for_the_first_opens_nothing_once_somebody_has_joined,
        a_session_holds_while_it_is_used_and_a_renewed_token_replaces_the_old,
        a_code_is_used_once_among_many_who_try,
        the_last_administrator_stays_and_whoever_is_barred_has_no_session,
        acts_stand_in_a_row_however_many_act_at_once,
        who_runs_the_service_is_kept;
    reports:
        an_open_port_is_reported_once_an_address_and_day,
        a_report_counts_for_who_had_the_address_then_and_once,
        what_was_written_as_a_report_is_known_when_it_comes_back;
    exchange:
        an_erased_agent_leaves_nothing,
        what_was_exported_is_imported_and_exported_the_same,
        an_import_into_something_changes_nothing,
        an_import_that_fails_keeps_nothing,
        a_campaign_that_could_not_be_read_back_is_not_imported,
        any_text_comes_back_as_it_was;
}

async fn sqlite(folder: &std::path::Path) -> akabeko_backend::store::Store {
    let file = folder.join("akabeko.sqlite");
    akabeko_backend::store::Store::open(file.to_str().unwrap()).await.unwrap()
}

async fn postgres() -> akabeko_backend::store::Store {
    // One server for all promises; it stops with this process.
    static SERVER: std::sync::LazyLock<akabeko_tests::postgres::Postgres> =
        std::sync::LazyLock::new(|| akabeko_tests::postgres::Postgres::start().unwrap());
    akabeko_backend::store::Store::open(&SERVER.fresh_database().unwrap()).await.unwrap()
}
