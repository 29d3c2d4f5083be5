package org.libtransport.launcher.kit.stage;

/** Ends a scene: something did not come as it should. The message says what happened instead. */
public final class Unmet extends Exception {

    private static final long serialVersionUID = 1L;

    private final String expected;

    public Unmet(String expected, String got) {
        super(got);
        this.expected = expected;
    }

    public Verdict.Fail verdict() {
        return new Verdict.Fail(expected, String.valueOf(getMessage()));
    }
}
