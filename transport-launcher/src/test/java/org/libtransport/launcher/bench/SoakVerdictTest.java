package org.libtransport.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.libtransport.launcher.bench.SoakDiary.Deed;
import org.libtransport.launcher.bench.SoakDiary.Line;

class SoakVerdictTest {

    private static final long BACKEND = 7;

    private final SoakLedger ledger = new SoakLedger();
    private final List<Line> diary = new ArrayList<>();

    @Test
    void a_message_that_arrived_or_came_back_is_well() {
        took(ledger.message(1));
        ledger.answered(ledger.message(2), 2, false);
        assertThat(print())
                .contains("2 messages, 1 arrived, 1 returned, 0 in doubt")
                .contains("All is well.");
    }

    @Test
    void a_message_without_an_end_is_lost() {
        ledger.message(1);
        assertThat(print()).contains("WRONG: 1 messages of users were lost: [u0]");
        assertThat(SoakVerdict.open(ledger, diary)).isEqualTo(1);
    }

    @Test
    void a_message_sent_into_a_connection_that_broke_is_named() {
        ledger.message(1);
        ledger.outages.add(new SoakLedger.Outage(System.currentTimeMillis(), false));
        assertThat(print()).contains("1 sent into a connection that broke").contains("All is well.");
    }

    @Test
    void a_server_that_reads_to_the_end_excuses_no_loss() {
        ledger.message(1);
        ledger.outages.add(new SoakLedger.Outage(System.currentTimeMillis(), true));
        assertThat(print()).contains("WRONG: 1 messages of users were lost");
    }

    @Test
    void a_message_that_arrived_may_come_back_only_in_doubt() {
        String doubted = ledger.message(1);
        took(doubted);
        ledger.answered(doubted, 1, true);
        assertThat(print()).contains("1 in doubt, as their senders were told").contains("All is well.");
        String both = ledger.message(1);
        took(both);
        ledger.answered(both, 1, false);
        assertThat(print()).contains("WRONG: 1 messages of users arrived and came back as not sent: [u1]");
    }

    @Test
    void a_message_that_arrived_twice_is_wrong() {
        String id = ledger.message(1);
        took(id);
        took(id);
        assertThat(print()).contains("WRONG: 1 messages of users arrived or came back more than once: [u0]");
    }

    @Test
    void a_message_that_nobody_heard_is_lost_unless_its_backend_was_killed() {
        diary.add(new Line(BACKEND, System.currentTimeMillis(), Deed.SAYS, 3, "n7-1"));
        assertThat(print()).contains("WRONG: 1 messages to users were lost: [n7-1]");
        ledger.kills.put(BACKEND, System.currentTimeMillis() + 100);
        assertThat(print())
                .contains("in doubt 1 of backends about to be killed")
                .contains("All is well.");
    }

    @Test
    void a_message_heard_by_somebody_else_or_never_said_is_wrong() {
        diary.add(new Line(BACKEND, System.currentTimeMillis(), Deed.SAYS, 3, "n7-1"));
        ledger.heard("n7-1", 4);
        ledger.heard("n7-2", 4);
        assertThat(print())
                .contains("WRONG: user 4 heard n7-1, which was for 3")
                .contains("WRONG: 1 messages to users were never said: [n7-2]");
    }

    @Test
    void a_request_is_answered_once() {
        ledger.answered(ledger.request(1), 1, false);
        assertThat(print()).contains("requests: 1, 1 answered").contains("All is well.");
        ledger.request(1);
        ledger.answered("q0", 1, false);
        assertThat(print()).contains("WRONG: 2 requests were not answered, or more than once: [q0, q1]");
    }

    @Test
    void an_answer_to_what_nobody_asked_is_wrong() {
        ledger.message(1);
        ledger.answered("u0", 2, false);
        assertThat(print()).contains("WRONG: 1 answers came that nobody had asked for");
    }

    private void took(String id) {
        diary.add(new Line(BACKEND, System.currentTimeMillis(), Deed.TOOK, 1, id));
    }

    private String print() {
        StringWriter text = new StringWriter();
        new SoakVerdict(ledger, diary).print(new PrintWriter(text));
        return text.toString();
    }
}
