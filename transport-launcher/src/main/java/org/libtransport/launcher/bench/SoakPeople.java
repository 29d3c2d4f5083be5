package org.libtransport.launcher.bench;

import static org.libtransport.launcher.bench.ComponentHandshake.ascii;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;

/**
 * The users of the soak and the server's knowledge of them: they come, leave, talk, change their presence and their
 * contacts, and ask. Used under the server's lock.
 */
final class SoakPeople implements Load {

    private static final String[] SHOWS = {
        "", "<show>away</show>", "<show>dnd</show>", "<show>xa</show>", "<show>chat</show>"
    };
    private static final int FURTHER_CONTACTS = 3;
    private static final byte[] ERROR = ascii("error");
    private static final byte[] PROBE = ascii("probe");
    private static final byte[] SUBSCRIBE = ascii("subscribe");
    private static final byte[] DOUBT = ascii("<remote-server-timeout");
    private static final byte[] BODY = ascii("<body>");
    private static final long PATIENCE_MILLIS = 20_000;

    private final String transport;
    private final int users;
    private final Random random;
    private final SoakLedger ledger;
    private final BitSet online = new BitSet();
    /** The message of each that has to be answered now, -1 if it was. */
    private final int[] awaited;

    SoakPeople(String transport, int users, Random random, SoakLedger ledger) {
        this.transport = transport;
        this.users = users;
        this.random = random;
        this.ledger = ledger;
        awaited = new int[users];
        Arrays.fill(awaited, -1);
    }

    /** All who are away come. */
    void allCome(Link link) throws IOException {
        for (int user = online.nextClearBit(0); user < users; user = online.nextClearBit(user + 1)) {
            come(link, user);
        }
    }

    /** All leave. */
    void allLeave(Link link) throws IOException {
        for (int user = online.nextSetBit(0); user >= 0; user = online.nextSetBit(user + 1)) {
            leave(link, user);
        }
    }

    /** So many leave at once. */
    void someLeave(Link link, int count) throws IOException {
        int from = random.nextInt(users);
        for (int i = 0; i < count; i++) {
            leave(link, (from + i) % users);
        }
    }

    /** Somebody does something. */
    void act(Link link) throws IOException {
        int user = random.nextInt(users);
        if (!online.get(user)) {
            if (random.nextInt(4) == 0) {
                come(link, user);
            }
            return;
        }
        int dice = random.nextInt(100);
        if (dice < 60) {
            say(link, user, "");
        } else if (dice < 75) {
            presence(link, user);
        } else if (dice < 83) {
            type(link, user);
        } else if (dice < 90) {
            ask(link, user);
        } else if (dice < 96) {
            editRoster(link, user);
        } else if (dice < 98) {
            leave(link, user);
        } else {
            // A client that lost its connection and came back before anybody saw it go.
            come(link, user);
        }
    }

    /** Everybody says something that has to be answered. */
    void beginCensus(Link link) throws IOException {
        for (int user = 0; user < users; user++) {
            wantAnswer(link, user);
        }
    }

    /** Who got no answer tries again, if it came back or nothing came for long. */
    void goOnWithCensus(Link link) throws IOException {
        long now = System.currentTimeMillis();
        for (int user = 0; user < users; user++) {
            if (awaited[user] >= 0) {
                SoakLedger.Sent sent = ledger.messages.get(awaited[user]);
                if (sent.answers > 0 || now - sent.at > PATIENCE_MILLIS) {
                    wantAnswer(link, user);
                }
            }
        }
    }

    /** Who got no answer yet. */
    int[] unanswered() {
        int[] who = new int[users];
        int count = 0;
        for (int user = 0; user < users; user++) {
            if (awaited[user] >= 0) {
                who[count++] = user;
            }
        }
        return Arrays.copyOf(who, count);
    }

    private void wantAnswer(Link link, int user) throws IOException {
        awaited[user] = ledger.messages.size();
        say(link, user, SoakSession.ANSWER_WANTED);
    }

    private void come(Link link, int user) throws IOException {
        online.set(user);
        presence(link, user);
    }

    private void leave(Link link, int user) throws IOException {
        if (online.get(user)) {
            online.clear(user);
            ledger.left(user);
            write(link, "<presence from='%s' to='%s' type='unavailable'/>", BenchUsers.fullJid(user), transport);
        }
    }

    private void presence(Link link, int user) throws IOException {
        write(
                link,
                "<presence from='%s' to='%s'>%s<status>%s</status><priority>%s</priority>%s</presence>",
                BenchUsers.fullJid(user),
                transport,
                SHOWS[random.nextInt(SHOWS.length)],
                "mood " + random.nextInt(5),
                random.nextInt(10),
                IqAnswers.caps());
    }

    private void say(Link link, int user, String end) throws IOException {
        String id = ledger.message(user);
        write(
                link,
                "<message from='%s' to='%s' type='chat' id='%s'><body>%s%s</body>%s</message>",
                BenchUsers.fullJid(user),
                contact(SoakSession.CONTACTS),
                id,
                id,
                end,
                random.nextInt(3) == 0 ? "<request xmlns='urn:xmpp:receipts'/>" : "");
    }

    private void type(Link link, int user) throws IOException {
        write(
                link,
                "<message from='%s' to='%s' type='chat'><%s xmlns='http://jabber.org/protocol/chatstates'/></message>",
                BenchUsers.fullJid(user),
                contact(SoakSession.CONTACTS),
                random.nextBoolean() ? "composing" : "paused");
    }

    private void ask(Link link, int user) throws IOException {
        String[] questions = {
            "<ping xmlns='urn:xmpp:ping'/>",
            "<query xmlns='http://jabber.org/protocol/disco#info'/>",
            "<vCard xmlns='vcard-temp'/>",
            "<query xmlns='urn:none:such'/>"
        };
        write(
                link,
                "<iq from='%s' to='%s' type='get' id='%s'>%s</iq>",
                BenchUsers.fullJid(user),
                random.nextBoolean() ? transport : contact(SoakSession.CONTACTS),
                ledger.request(user),
                questions[random.nextInt(questions.length)]);
    }

    private void editRoster(Link link, int user) throws IOException {
        write(
                link,
                "<presence from='%s' to='x%s@%s' type='%s'/>",
                BenchUsers.bareJid(user),
                random.nextInt(FURTHER_CONTACTS),
                transport,
                random.nextBoolean() ? "subscribe" : "unsubscribe");
    }

    private String contact(int count) {
        return "c" + random.nextInt(count) + "@" + transport;
    }

    private static void write(Link link, String stanza, Object... values) throws IOException {
        link.append(ascii(String.format(stanza, values)));
    }

    @Override
    public void received(byte[] data, StanzaScanner stanza, long now, Link link) throws IOException {
        int user = BenchUsers.number(data, stanza.toStart, stanza.toEnd);
        if (user < 0 || user >= users) {
            ledger.strays++;
            return;
        }
        switch (stanza.kind) {
            case PRESENCE -> presenceCame(data, stanza, user, link);
            case MESSAGE -> messageCame(data, stanza, user);
            case IQ -> ledger.answered(text(data, stanza.idStart, stanza.idEnd), user, false);
            case OTHER -> throw new IllegalStateException("no stanza");
        }
    }

    private void presenceCame(byte[] data, StanzaScanner stanza, int user, Link link) throws IOException {
        if (stanza.isType(data, PROBE)) {
            if (online.get(user)) {
                presence(link, user);
            } else {
                write(link, "<presence from='%s' to='%s' type='unavailable'/>", BenchUsers.bareJid(user), transport);
            }
        } else if (stanza.isType(data, SUBSCRIBE)) {
            write(
                    link,
                    "<presence from='%s' to='%s' type='subscribed'/>",
                    BenchUsers.bareJid(user),
                    text(data, stanza.fromStart, stanza.fromEnd));
        }
    }

    private void messageCame(byte[] data, StanzaScanner stanza, int user) {
        if (stanza.isType(data, ERROR)) {
            boolean doubted = ByteSearch.indexOf(data, stanza.tagEnd, stanza.end, DOUBT) >= 0;
            ledger.answered(text(data, stanza.idStart, stanza.idEnd), user, doubted);
            return;
        }
        int body = ByteSearch.indexOf(data, stanza.tagEnd, stanza.end, BODY);
        if (body < 0 || data[body + BODY.length] != 'n') {
            // Chat states and receipts, and what the transport tells in words.
            return;
        }
        int end = ByteSearch.indexOf(data, body, stanza.end, ascii("</body>"));
        String[] words = text(data, body + BODY.length, end).split(" ", -1);
        ledger.heard(words[0], user);
        if (words.length == 2 && words[1].equals("u" + awaited[user] + SoakSession.ANSWER_WANTED)) {
            awaited[user] = -1;
        }
    }

    private static String text(byte[] data, int from, int to) {
        return new String(data, from, to - from, StandardCharsets.UTF_8);
    }
}
