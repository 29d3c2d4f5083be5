package org.libtransport.backend;

import java.util.List;
import org.libtransport.protocol.Extensions;
import org.libtransport.protocol.Wire;

/**
 * What transport and backend agree on before a link is used: of the additions to the protocol that the backend announced,
 * all are on, unless the HELLOs have no version in common. Changed on the link's event loop; what is on may be asked from
 * any thread.
 */
final class Greeting {

    private static final String SOFTWARE = "libtransport";

    /** Characters of a name or version that are kept. */
    private static final int SHOWN = 100;

    private LinkExtensions announced = LinkExtensions.NONE;
    private boolean said;
    private boolean answered;
    private boolean incompatible;
    private volatile boolean acknowledgement;
    private volatile boolean loginToken;
    private volatile String software = "";

    /** Takes in one BACKEND_CONFIG. True if HELLO is to be said now. */
    boolean announced(String text) {
        announced = announced.with(text);
        boolean now = announced.hello() && !said;
        said |= now;
        update();
        return now;
    }

    /** Takes in the backend's HELLO. False if no version is spoken by both: then no addition is on any more. */
    boolean answered(Wire.Hello hello) {
        software = (printable(hello.getSoftware()) + ' ' + printable(hello.getSoftwareVersion())).strip();
        incompatible = Integer.compareUnsigned(hello.getLowestVersion(), Extensions.HIGHEST_VERSION) > 0
                || Integer.compareUnsigned(hello.getHighestVersion(), Extensions.LOWEST_VERSION) < 0;
        answered = true;
        update();
        return !incompatible;
    }

    /** Whether it is still open which additions are on. */
    boolean awaitsAnswer() {
        return said && !answered;
    }

    /** Whether the backend answers each message that has an {@code ackId}. */
    boolean acknowledgement() {
        return acknowledgement;
    }

    /** Whether the backend gives tokens and takes them instead of passwords. */
    boolean loginToken() {
        return loginToken;
    }

    /** Name and version as the backend's HELLO told them, or empty. */
    String software() {
        return software;
    }

    /** The transport's own. */
    static Wire.Hello hello() {
        String version = Greeting.class.getPackage().getImplementationVersion();
        Wire.Hello.Builder hello = Wire.Hello.newBuilder()
                .setLowestVersion(Extensions.LOWEST_VERSION)
                .setHighestVersion(Extensions.HIGHEST_VERSION)
                .setSoftware(SOFTWARE)
                .addAllFeature(List.of(Extensions.HELLO, Extensions.ACKNOWLEDGEMENT, Extensions.LOGIN_TOKEN));
        if (version != null) {
            hello.setSoftwareVersion(version);
        }
        return hello.build();
    }

    private void update() {
        boolean agreed = !incompatible && !awaitsAnswer();
        acknowledgement = announced.acknowledgement() && agreed;
        loginToken = announced.loginToken() && agreed;
    }

    /** As far as it may be shown to people. */
    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().filter(c -> !Character.isISOControl(c)).limit(SHOWN).forEach(shown::appendCodePoint);
        return shown.toString();
    }
}
