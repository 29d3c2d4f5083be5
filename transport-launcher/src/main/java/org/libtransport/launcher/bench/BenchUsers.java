package org.libtransport.launcher.bench;

import static org.libtransport.launcher.bench.ComponentHandshake.ascii;

/** The users of the benchmark: numbered, with names of equal length, so that stanzas are made by changing digits. */
final class BenchUsers {

    /** How many there can be. */
    static final int MOST = 1_000_000;

    static final int DIGITS = 6;

    private static final String PREFIX = "user";
    private static final String DOMAIN = "@bench.local";
    private static final byte[] NAME_BEGIN = ascii(PREFIX);
    private static final byte[] NAME_END = ascii(DOMAIN);

    private BenchUsers() {}

    static String bareJid(int number) {
        return PREFIX + String.format("%0" + DIGITS + "d", number) + DOMAIN;
    }

    static String fullJid(int number) {
        return bareJid(number) + "/r";
    }

    /** Where the digits begin in stanza text that holds {@code fullJid(0)}. */
    static int digitsIn(String stanza) {
        return stanza.indexOf(bareJid(0)) + PREFIX.length();
    }

    /** The number of the user with this JID, bare or full, or -1. */
    static int number(String jid) {
        byte[] data = ascii(jid);
        return number(data, 0, data.length);
    }

    /** The number of the user whose JID, bare or full, lies there, or -1. */
    static int number(byte[] data, int from, int to) {
        int digits = from + NAME_BEGIN.length;
        if (digits + DIGITS > to
                || !ByteSearch.matches(data, from, to, NAME_BEGIN)
                || !ByteSearch.matches(data, digits + DIGITS, to, NAME_END)) {
            return -1;
        }
        return (int) ByteSearch.decimal(data, digits, DIGITS);
    }
}
