package org.libtransport.launcher.kit.stage;

/** What the kit says about one capability. */
public sealed interface Verdict {

    /** It works. */
    record Pass() implements Verdict {}

    /**
     * It does not.
     *
     * @param expected what the protocol says
     * @param got what happened
     */
    record Fail(String expected, String got) implements Verdict {}

    /** The backend does not claim to have it, or did not react to being asked. */
    record NotAnnounced() implements Verdict {}

    /** Nothing is known. */
    record NotChecked(String why) implements Verdict {}
}
