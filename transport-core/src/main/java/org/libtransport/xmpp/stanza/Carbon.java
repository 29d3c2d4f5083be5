package org.libtransport.xmpp.stanza;

import java.util.List;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.xml.Element;

/** A copy of a message for another client of the same account (XEP-0280 sections 7 and 8). */
public final class Carbon {

    public static final String NAMESPACE = "urn:xmpp:carbons:2";

    private static final String HINTS = "urn:xmpp:hints";

    private Carbon() {}

    /** What the account said with another client. */
    public static Message sent(Jid account, Jid to, Message message) {
        return Message.of(account.bare(), to, message.type(), List.of(copy("sent", message)));
    }

    /** What another client of the account was told. */
    public static Message received(Jid account, Jid to, Message message) {
        return Message.of(account.bare(), to, message.type(), List.of(copy("received", message)));
    }

    /**
     * What the account said at the network, by way of the server that it has on XMPP, which is to copy it no further
     * (XEP-0334).
     */
    public static Message sentElsewhere(Jid account, Jid to, Message message) {
        return Message.of(
                account.bare(),
                to,
                message.type(),
                List.of(copy("sent", message), Element.of("no-copy", HINTS), Element.of("no-store", HINTS)));
    }

    /** Whether this is such a copy. */
    public static boolean isCarbon(Message message) {
        return message.payload("sent", NAMESPACE) != null || message.payload("received", NAMESPACE) != null;
    }

    private static Element copy(String direction, Message message) {
        return Element.builder(direction, NAMESPACE)
                .add(Element.builder("forwarded", "urn:xmpp:forward:0")
                        .add(message.toElement())
                        .build())
                .build();
    }
}
