package org.libtransport.backend;

import org.libtransport.protocol.Extensions;

/**
 * Which additions to the protocol are spoken on one link. Unlike the rest of what backends announce, this is never
 * merged with what others say: each must be spoken to in its own tongue.
 */
record LinkExtensions(boolean hello, boolean acknowledgement) {

    /** What a backend of the predecessor speaks. */
    static final LinkExtensions NONE = new LinkExtensions(false, false);

    private static final String HELLO = Extensions.SECTION + '.' + Extensions.HELLO;
    private static final String ACKNOWLEDGEMENT = Extensions.SECTION + '.' + Extensions.ACKNOWLEDGEMENT;

    /** With what one BACKEND_CONFIG says on top; some backends send one for each key. */
    LinkExtensions with(String announced) {
        boolean[] now = {hello, acknowledgement};
        AnnouncedText.forEachSwitch(announced, (key, on) -> {
            if (key.equals(HELLO)) {
                now[0] = on;
            } else if (key.equals(ACKNOWLEDGEMENT)) {
                now[1] = on;
            }
        });
        return new LinkExtensions(now[0], now[1]);
    }
}
