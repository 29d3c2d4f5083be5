package org.libtransport.backend;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.failure.Failure;
import org.libtransport.text.Sentence;

/**
 * Who was on backends that crashed, so that one bad account cannot take the others down for ever. Each crash within ten
 * minutes of the one before makes a user more suspicious: after two the user shares a backend with few others, so that
 * innocent neighbours are parted from the culprit, after three with nobody. If that one crashes too, the user is refused
 * for ten minutes, and for an hour gets only backends without others.
 *
 * <p>Used on the pool's loop.
 */
final class CrashRecords {

    /** Users beyond this are forgotten, those first whose last crash is longest ago. */
    static final int MOST = 50_000;

    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Duration REFUSED = Duration.ofMinutes(10);
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private static final int CRASHES_TO_SUSPECT = 2;
    private static final int CRASHES_TO_PART = 3;
    private static final int CRASHES_TO_REFUSE = 4;

    private record Entry(int crashes, long last) {}

    private final Loop loop;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    CrashRecords(Loop loop) {
        this.loop = loop;
    }

    /** Writes down a crash under these users. */
    void crashed(Collection<String> users) {
        long now = loop.nanoTime();
        for (String user : users) {
            int before = crashes(user);
            entries.remove(user);
            entries.put(user, new Entry(Math.min(before + 1, CRASHES_TO_REFUSE), now));
        }
        var oldest = entries.values().iterator();
        while (oldest.hasNext() && (isOver(oldest.next()) || entries.size() > MOST)) {
            oldest.remove();
        }
    }

    /** What kind of backend this user may be on. */
    BackendUse useFor(String user) {
        int crashes = crashes(user);
        if (crashes >= CRASHES_TO_PART) {
            return BackendUse.QUARANTINE;
        }
        return crashes >= CRASHES_TO_SUSPECT ? BackendUse.SUSPECTS : BackendUse.ORDINARY;
    }

    /** Why this user gets no backend now, or null. */
    @Nullable
    Failure refusal(String user) {
        Entry entry = entries.get(user);
        if (entry == null || entry.crashes < CRASHES_TO_REFUSE) {
            return null;
        }
        Duration left = REFUSED.minusNanos(loop.nanoTime() - entry.last);
        if (left.isNegative() || left.isZero()) {
            return null;
        }
        return Failure.of(
                Failure.Kind.REFUSED,
                Sentence.LOGIN_CRASHES,
                left.plusSeconds(59).toMinutes());
    }

    int size() {
        return entries.size();
    }

    private int crashes(String user) {
        Entry entry = entries.get(user);
        return entry == null || isOver(entry) ? 0 : entry.crashes;
    }

    private boolean isOver(Entry entry) {
        Duration kept = entry.crashes >= CRASHES_TO_REFUSE ? REMEMBERED : WINDOW;
        return loop.nanoTime() - entry.last >= kept.toNanos();
    }
}
