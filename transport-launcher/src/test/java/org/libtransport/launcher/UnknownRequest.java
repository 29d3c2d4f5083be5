package org.libtransport.launcher;

import org.jivesoftware.smack.packet.SimpleIQ;
import org.jxmpp.jid.impl.JidCreate;

/** A request of a namespace that no transport has heard of. */
final class UnknownRequest extends SimpleIQ {

    UnknownRequest(String to) {
        super("query", "urn:example:unheard-of");
        setTo(JidCreate.fromOrThrowUnchecked(to));
        setType(Type.get);
    }
}
