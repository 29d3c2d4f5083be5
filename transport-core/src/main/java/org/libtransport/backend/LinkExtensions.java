package org.libtransport.backend;

import org.libtransport.protocol.Extensions;

/**
 * Which additions to the protocol are spoken on one link. Unlike the rest of what backends announce, this is never
 * merged with what others say: each must be spoken to in its own tongue.
 */
record LinkExtensions(boolean hello, boolean acknowledgement, boolean loginToken) {

    /** What a backend of the predecessor speaks. */
    static final LinkExtensions NONE = new LinkExtensions(false, false, false);

    private static final String HELLO = Extensions.SECTION + '.' + Extensions.HELLO;
    private static final String ACKNOWLEDGEMENT = Extensions.SECTION + '.' + Extensions.ACKNOWLEDGEMENT;
    private static final String LOGIN_TOKEN = Extensions.SECTION + '.' + Extensions.LOGIN_TOKEN;

    /** With what one BACKEND_CONFIG says on top; some backends send one for each key. */
    LinkExtensions with(String announced) {
        boolean[] now = {hello, acknowledgement, loginToken};
        AnnouncedText.forEachSwitch(announced, (key, on) -> {
            if (key.equals(HELLO)) {
                now[0] = on;
            } else if (key.equals(ACKNOWLEDGEMENT)) {
                now[1] = on;
            } else if (key.equals(LOGIN_TOKEN)) {
                now[2] = on;
            }
        });
        return new LinkExtensions(now[0], now[1], now[2]);
    }
}
