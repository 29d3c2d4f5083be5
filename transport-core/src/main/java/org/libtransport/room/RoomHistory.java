package org.libtransport.room;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.xml.Element;

/** What was said last in one room, for resources that come later (XEP-0045 section 7.2.13). Not thread-safe. */
final class RoomHistory {

    /** How many messages are kept while somebody is there. */
    static final int KEPT = 20;

    /** How many are kept that nobody has got yet. */
    static final int KEPT_UNHEARD = 100;

    /** How many characters all of them have together; the newest is kept whatever its size. */
    static final int MOST_CHARACTERS = 64 * 1024;

    private final Deque<RoomLine> heard = new ArrayDeque<>(0);
    private final Deque<RoomLine> unheard = new ArrayDeque<>(0);
    private int characters;

    /** Keeps what somebody has got. */
    void addHeard(RoomLine line) {
        hearAll();
        heard.addLast(line);
        characters += line.characters();
        trimHeard();
    }

    /**
     * Keeps what nobody has got yet.
     *
     * @return how many messages were forgotten for it that nobody ever got
     */
    int addUnheard(RoomLine line) {
        unheard.addLast(line);
        characters += line.characters();
        trimHeard();
        int forgotten = 0;
        while (unheard.size() > KEPT_UNHEARD || (characters > MOST_CHARACTERS && unheard.size() > 1)) {
            characters -= unheard.removeFirst().characters();
            forgotten++;
        }
        return forgotten;
    }

    /** How many messages nobody has got. */
    int unheard() {
        return unheard.size();
    }

    private void hearAll() {
        heard.addAll(unheard);
        unheard.clear();
    }

    private void trimHeard() {
        while (!heard.isEmpty()
                && (heard.size() > KEPT || (characters > MOST_CHARACTERS && heard.size() + unheard.size() > 1))) {
            characters -= heard.removeFirst().characters();
        }
    }

    /**
     * What a resource that comes now gets, oldest first.
     *
     * @param wish its {@code <history/>}, or null for all there is
     */
    List<RoomLine> forNewcomer(@Nullable Element wish, Instant now) {
        LinkedList<RoomLine> lines = new LinkedList<>(heard);
        lines.addAll(unheard);
        if (wish != null) {
            long seconds = number(wish, "seconds");
            Instant earliest = seconds == Long.MAX_VALUE ? Instant.MIN : now.minusSeconds(seconds);
            Instant since = moment(wish.attribute("since"));
            Instant first = since.isAfter(earliest) ? since : earliest;
            lines.removeIf(line -> line.time().isBefore(first));
            keepLast(lines, number(wish, "maxstanzas"), number(wish, "maxchars"));
        }
        hearAll();
        trimHeard();
        return lines;
    }

    private static void keepLast(LinkedList<RoomLine> lines, long mostStanzas, long mostCharacters) {
        long stanzas = 0;
        long sum = 0;
        for (Iterator<RoomLine> newestFirst = lines.descendingIterator(); newestFirst.hasNext(); ) {
            stanzas++;
            sum += newestFirst.next().characters();
            if (stanzas > mostStanzas || sum > mostCharacters) {
                newestFirst.remove();
            }
        }
    }

    /** An attribute that is no number limits nothing. */
    private static long number(Element wish, String name) {
        String text = wish.attribute(name);
        if (text == null) {
            return Long.MAX_VALUE;
        }
        try {
            return Math.max(0, Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private static Instant moment(@Nullable String text) {
        if (text == null) {
            return Instant.MIN;
        }
        try {
            return OffsetDateTime.parse(text.strip()).toInstant();
        } catch (DateTimeException e) {
            return Instant.MIN;
        }
    }
}
