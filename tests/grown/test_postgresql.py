"""What holds on SQLite holds on PostgreSQL: the same tests, on a database there."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sqlalchemy import text as sql
from sqlalchemy import update

from bot import create_app
from bot.store import lease, stuck
from bot.store.database import Database
from bot.store.migrate import is_current
from bot.store.models import INBOX, OUTBOX
from tests.campaign_site import csv_rows, page, table_after
from tests.meta import Meta, refusal
from tests.processes import eventually
from tests.recurring.test_broadcasts import (
    test_a_cancelled_broadcast_sends_nothing_more,
    test_a_stop_during_the_broadcast_is_honoured,
    test_a_stop_while_the_words_are_made_is_honoured,
    test_everyone_opted_in_gets_it_once,
    test_two_processes_give_everyone_one_turn,
)
from tests.runtime import NOW, Runtime, settings, text
from tests.servers import PostgreSQL
from tests.test_campaign_numbers import EACH, WEEK, lived
from tests.test_conversation import (
    ANA,
    echo,
    test_a_persons_events_are_answered_in_messengers_order,
    test_a_redelivery_is_answered_once,
    test_the_conversation_lets_go_when_all_is_done,
    test_two_workers_woken_at_once_answer_once,
    test_what_comes_while_a_worker_is_at_it_is_answered_by_the_same,
)
from tests.test_intake import (
    intake,
    test_all_that_comes_at_once_is_stored_and_each_is_told_of_their_own,
)
from tests.test_ledger import (
    test_a_coupon_is_kept_and_its_reveal_noted,
    test_a_coupon_is_the_same_on_the_second_click,
    test_an_opt_in_keeps_token_topic_timezone_frequency_and_expiry,
    test_every_arrival_by_a_link_is_noted,
    test_stop_in_words_ends_all_opt_ins_and_resume_takes_them_up,
)
from tests.test_milestones import (
    test_a_second_click_is_a_click_and_no_second_person,
    test_an_event_delivered_twice_is_counted_once,
    test_an_opt_in_link_with_a_ref_counts_for_both,
    test_many_at_once_are_all_counted,
)
from tests.test_prepared import (
    test_any_number_of_rows_is_stored_in_order_and_each_is_told_of,
    test_columns_that_are_not_named_have_their_defaults,
    test_what_is_there_already_is_not_told_of,
)
from tests.test_privacy import (
    privacy,
    test_a_life_leaves_traces_in_every_table_that_has_people_in_it,
    test_delete_my_data_is_asked_once_more_and_then_done,
    test_the_opt_ins_of_somebody_forgotten_are_not_taken_over_from_meta_again,
    test_what_is_said_while_being_forgotten_is_still_answered,
    test_who_is_forgotten_is_in_no_table_and_others_stay,
)
from tests.test_store import (
    database,
    test_a_dead_workers_conversation_is_free_once_its_lease_has_run_out,
    test_an_event_is_stored_once_however_many_deliver_it_at_once,
    test_migrating_twice_changes_nothing,
    test_nobody_lets_go_without_seeing_what_came_meanwhile,
    test_one_worker_at_a_time_holds_a_conversation,
    test_parameters_stay_out_of_the_databases_error_texts,
    test_the_migrations_make_the_models_tables,
    test_there_is_nothing_to_hold_where_nothing_waits,
    test_those_who_wait_longest_come_first,
    test_what_fails_in_the_middle_is_not_there_at_all,
)
from tests.test_stuck import (
    test_what_meta_does_not_take_is_shown_with_its_reason_and_goes_out_on_a_word,
)


def test_flask_migrate_makes_the_tables_of_an_empty_database(postgresql: PostgreSQL) -> None:
    url = postgresql.empty("fresh")
    app = create_app(settings("http://127.0.0.1:9", url))
    done = app.test_cli_runner().invoke(args=["migrate"])
    assert done.output == "The tables are up to date.\n"
    opened = Database(url)
    assert is_current(opened)
    opened.close()


def test_the_week_counted_by_hand_has_the_same_numbers(
    database_url: str, tmp_path: Path, meta: Meta
) -> None:
    runtime = Runtime(tmp_path, meta, database_url=database_url)
    web = lived(runtime, meta)
    assert table_after(page(web, WEEK), "Table of campaigns") == EACH
    assert len(csv_rows(web, WEEK)) == 1 + 12
    runtime.close()


def test_what_no_column_takes_fails_and_the_next_event_is_answered(
    echo: Runtime, meta: Meta
) -> None:
    optin = {"type": "notification_messages", "notification_messages_token": "t" * 600}
    echo.gets({"sender": {"id": ANA}, "timestamp": 1, "optin": optin}, text(ANA, "a", "m_1"))
    echo.settles(ANA)
    assert [row.outcome for row in echo.rows(INBOX)] == ["failed", "answered"]
    assert [said["text"] for said in meta.messages(ANA)] == ["a (1)", "a (2)"]


def test_what_is_let_go_waits_for_workers_and_holds_nothing_that_they_need(
    echo: Runtime, meta: Meta
) -> None:
    meta.answers = lambda call: refusal(2)
    echo.gets(text(ANA, "a", "m_1"))
    echo.converses(ANA)

    def lets_all_go() -> int:
        with echo.database.writing() as connection:
            return stuck.release(connection, NOW, None)

    def somebody_waits() -> bool:
        with echo.database.reading() as connection:
            waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            return bool(connection.execute(sql(waiting)).scalar_one())

    with ThreadPoolExecutor(1) as operator:
        with echo.database.writing() as worker:
            lease.touch(worker, [ANA], NOW)
            letting_go = operator.submit(lets_all_go)
            eventually(somebody_waits)
            worker.execute(update(OUTBOX).values(attempts=7))
        assert letting_go.result() == 1


def test_a_bot_that_goes_without_a_word_holds_nothing_for_long(echo: Runtime) -> None:
    with echo.database.reading() as connection:
        shown = connection.execute(sql("SHOW idle_in_transaction_session_timeout")).scalar_one()
    assert shown == "30s"
