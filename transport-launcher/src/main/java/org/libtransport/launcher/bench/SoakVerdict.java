package org.libtransport.launcher.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.libtransport.launcher.bench.SoakDiary.Line;
import org.libtransport.launcher.bench.SoakLedger.Sent;

/** Compares what was sent with what came out, and says what became of it all. */
final class SoakVerdict {

    /** What was under way when something broke is not older than this. */
    private static final long UNDER_WAY_MILLIS = 5_000;
    /** A vCard may take 40 s. */
    private static final long LONGEST_REQUEST_MILLIS = 45_000;

    private static final int MOST_EXAMPLES = 10;

    private final SoakLedger ledger;
    private final Map<String, Line> said = new HashMap<>();
    private final Map<String, Integer> taken = new HashMap<>();
    private final List<String> findings = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    SoakVerdict(SoakLedger ledger, List<Line> diary) {
        this.ledger = ledger;
        for (Line line : diary) {
            switch (line.deed()) {
                case TOOK -> taken.merge(line.id(), 1, Integer::sum);
                case SAYS -> said.put(line.id(), line);
                case CAME, LEFT -> {
                    // Not about messages.
                }
            }
        }
        messagesFromUsers();
        messagesToUsers();
        requests();
        if (ledger.strays > 0) {
            findings.add(ledger.strays + " answers came that nobody had asked for");
        }
    }

    /** Something else that is wrong. */
    void find(String finding) {
        findings.add(finding);
    }

    /** Something else that is worth to know. */
    void note(String line) {
        lines.add(line);
    }

    boolean isGood() {
        return findings.isEmpty();
    }

    void print(PrintWriter out) {
        lines.forEach(out::println);
        findings.forEach(finding -> out.println("WRONG: " + finding));
        out.println(isGood() ? "All is well." : findings.size() + " things are wrong.");
        out.flush();
    }

    /** How many messages of users have neither arrived nor come back by now. */
    static int open(SoakLedger ledger, List<Line> diary) {
        SoakVerdict verdict = new SoakVerdict(ledger, diary);
        int open = 0;
        for (int i = 0; i < ledger.messages.size(); i++) {
            Sent sent = ledger.messages.get(i);
            if (sent.answers == 0 && !verdict.taken.containsKey("u" + i) && !verdict.cutOff(sent.at)) {
                open++;
            }
        }
        return open;
    }

    private void messagesFromUsers() {
        int arrived = 0;
        int returned = 0;
        int doubted = 0;
        int cut = 0;
        Examples lost = new Examples("messages of users were lost");
        Examples twice = new Examples("messages of users arrived or came back more than once");
        Examples both = new Examples("messages of users arrived and came back as not sent");
        for (int i = 0; i < ledger.messages.size(); i++) {
            Sent sent = ledger.messages.get(i);
            String id = "u" + i;
            int times = taken.getOrDefault(id, 0);
            if (times > 1 || sent.answers > 1) {
                twice.add(id);
            } else if (times == 1 && sent.answers == 1 && sent.doubted) {
                doubted++;
            } else if (times == 1 && sent.answers == 1) {
                both.add(id);
            } else if (times == 1) {
                arrived++;
            } else if (sent.answers == 1) {
                returned++;
            } else if (cutOff(sent.at)) {
                cut++;
            } else {
                lost.add(id);
            }
        }
        lines.add("from users: " + ledger.messages.size() + " messages, " + arrived + " arrived, " + returned
                + " returned, " + doubted + " in doubt, as their senders were told, " + cut
                + " sent into a connection that broke");
        lost.report();
        twice.report();
        both.report();
    }

    private void messagesToUsers() {
        int delivered = 0;
        int killed = 0;
        int left = 0;
        int cut = 0;
        int again = 0;
        Examples lost = new Examples("messages to users were lost");
        Examples twice = new Examples("messages to users were delivered more than once");
        for (Line line : said.values()) {
            SoakLedger.Heard heard = ledger.heard.get(line.id());
            if (heard == null) {
                if (near(ledger.kills.get(line.backend()), line.at())) {
                    killed++;
                } else if (hasLeft(line)) {
                    left++;
                } else if (cutOff(line.at())) {
                    cut++;
                } else {
                    lost.add(line.id());
                }
            } else if (heard.user != line.user()) {
                findings.add("user " + heard.user + " heard " + line.id() + ", which was for " + line.user());
            } else if (heard.times == 1) {
                delivered++;
            } else if (ledger.outages.stream().anyMatch(outage -> near(outage.at(), line.at()))) {
                again++;
            } else {
                twice.add(line.id());
            }
        }
        Examples invented = new Examples("messages to users were never said");
        ledger.heard.keySet().stream().filter(id -> !said.containsKey(id)).forEach(invented::add);
        lines.add("to users: " + said.size() + " messages, " + delivered + " delivered, in doubt " + killed
                + " of backends about to be killed, " + cut + " for a connection that broke, " + left
                + " for users about to leave; " + again + " delivered again after an outage");
        lost.report();
        twice.report();
        invented.report();
    }

    private void requests() {
        int answered = 0;
        int cut = 0;
        Examples wrong = new Examples("requests were not answered, or more than once");
        for (int i = 0; i < ledger.requests.size(); i++) {
            Sent sent = ledger.requests.get(i);
            if (sent.answers == 1) {
                answered++;
            } else if (sent.answers == 0
                    && ledger.outages.stream()
                            .anyMatch(outage -> outage.at() >= sent.at - UNDER_WAY_MILLIS
                                    && outage.at() - sent.at < LONGEST_REQUEST_MILLIS)) {
                cut++;
            } else {
                wrong.add("q" + i);
            }
        }
        lines.add("requests: " + ledger.requests.size() + ", " + answered + " answered, " + cut
                + " when the server went away");
        wrong.report();
    }

    private boolean hasLeft(Line line) {
        return ledger.departures.getOrDefault(line.user(), List.of()).stream()
                .anyMatch(departure -> Math.abs(departure - line.at()) < UNDER_WAY_MILLIS);
    }

    /** Whether the connection broke while something of this moment may have been under way. */
    private boolean cutOff(long at) {
        return ledger.outages.stream().anyMatch(outage -> !outage.orderly() && near(outage.at(), at));
    }

    private static boolean near(@Nullable Long end, long at) {
        return end != null && Math.abs(end - at) < UNDER_WAY_MILLIS;
    }

    /** Things of one kind that are wrong. */
    private final class Examples {
        private final String what;
        private final List<String> ids = new ArrayList<>();

        Examples(String what) {
            this.what = what;
        }

        void add(String id) {
            ids.add(id);
        }

        void report() {
            if (!ids.isEmpty()) {
                findings.add(ids.size() + " " + what + ": " + ids.subList(0, Math.min(MOST_EXAMPLES, ids.size())));
            }
        }
    }
}
