package org.libtransport.launcher.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was sent through the transport, and what came out of it on the XMPP side. Used under the server's lock.
 *
 * <p>Times are milliseconds since 1970, so that they can be compared with those of other processes.
 */
final class SoakLedger {

    /** A message or request of a user. */
    static final class Sent {
        final int user;
        final long at;
        /** How often it came back as an error, or, of a request, was answered. */
        int answers;
        /** Whether the error said that nobody knows whether it arrived. */
        boolean doubted;

        private Sent(int user, long at) {
            this.user = user;
            this.at = at;
        }
    }

    /** What users heard under one id. */
    static final class Heard {
        final int user;
        int times;

        private Heard(int user) {
            this.user = user;
        }
    }

    /**
     * The XMPP server was away.
     *
     * @param orderly whether it read to the end before
     */
    record Outage(long at, boolean orderly) {}

    /** Of messages from users, {@code u0} and so on. */
    final List<Sent> messages = new ArrayList<>();
    /** Of requests, {@code q0} and so on. */
    final List<Sent> requests = new ArrayList<>();
    /** Of messages to users, by their ids. */
    final Map<String, Heard> heard = new HashMap<>();
    /** When each user left. */
    final Map<Integer, List<Long>> departures = new HashMap<>();
    /** When each backend was killed. */
    final Map<Long, Long> kills = new HashMap<>();

    final List<Outage> outages = new ArrayList<>();
    /** Answers to what nobody asked or said. */
    int strays;

    String message(int user) {
        messages.add(new Sent(user, System.currentTimeMillis()));
        return "u" + (messages.size() - 1);
    }

    String request(int user) {
        requests.add(new Sent(user, System.currentTimeMillis()));
        return "q" + (requests.size() - 1);
    }

    /** An error or an answer for this id and user came. */
    void answered(String id, int user, boolean doubted) {
        List<Sent> all = id.startsWith("q") ? requests : messages;
        int number = numberOf(id);
        if (number < 0 || number >= all.size() || all.get(number).user != user) {
            strays++;
            return;
        }
        Sent sent = all.get(number);
        sent.answers++;
        sent.doubted |= doubted;
    }

    void heard(String id, int user) {
        heard.computeIfAbsent(id, key -> new Heard(user)).times++;
    }

    void left(int user) {
        departures.computeIfAbsent(user, key -> new ArrayList<>()).add(System.currentTimeMillis());
    }

    /** The number after the letter, or -1. */
    static int numberOf(String id) {
        try {
            return Integer.parseInt(id.substring(1));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return -1;
        }
    }
}
