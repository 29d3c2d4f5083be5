package org.libtransport.launcher.check;

/**
 * One thing that was looked at.
 *
 * @param what was looked at, in a word or two
 * @param text how it is
 * @param cure what to do about it; empty if nothing needs to be done
 */
record Finding(Level level, String what, String text, String cure) {

    enum Level {
        OK,
        /** It works, or will, but not as people would wish. */
        WARN,
        /** It does not work. */
        FAIL
    }

    static Finding ok(String what, String text) {
        return new Finding(Level.OK, what, text, "");
    }

    static Finding warn(String what, String text, String cure) {
        return new Finding(Level.WARN, what, text, cure);
    }

    static Finding fail(String what, String text, String cure) {
        return new Finding(Level.FAIL, what, text, cure);
    }
}
