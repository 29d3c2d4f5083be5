package org.libtransport.xmpp.jid;

import org.jspecify.annotations.Nullable;

/**
 * Remembers the addresses read last, because a stream names the same ones over and over. Fixed in size, not thread-safe.
 */
public final class JidCache {

    private static final int SIZE = 1024;

    /** Longer texts are not kept, so that nobody can fill memory with them. */
    private static final int LONGEST = 256;

    private @Nullable Entry @Nullable [] entries;

    /**
     * Reads an address as {@link Jid#parse} does.
     *
     * @throws InvalidJidException as {@link Jid#parse}
     */
    public Jid parse(String text) {
        if (text.length() > LONGEST) {
            return Jid.parse(text);
        }
        if (entries == null) {
            entries = new Entry[SIZE];
        }
        int hash = text.hashCode();
        int index = (hash ^ hash >>> 16) & SIZE - 1;
        Entry entry = entries[index];
        if (entry != null && entry.text.equals(text)) {
            return entry.jid;
        }
        Jid jid = Jid.parse(text);
        entries[index] = new Entry(text, jid);
        return jid;
    }

    private record Entry(String text, Jid jid) {}
}
