package org.libtransport.user;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libtransport.presence.Availability;
import org.libtransport.text.Language;
import org.libtransport.text.Text;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.xml.Element;

/**
 * What the transport itself tells one user, in the user's language: its presence (XEP-0100), online like the user while
 * the network is there, else unavailable with what is the matter, and messages. In server mode the transport is no contact
 * and shows no presence. Belongs to the user's loop.
 */
final class TransportVoice {

    private final UserServices services;
    private final Jid transport;
    private Language language;

    /** @param registered the language that the user registered with, until a stanza tells another */
    TransportVoice(UserServices services, String registered) {
        this.services = services;
        this.transport = services.policy().transport();
        this.language = Language.of(registered);
    }

    /** The user has sent this, maybe in another language than before. */
    void heard(Stanza stanza) {
        Language spoken = Language.find(stanza.lang());
        if (spoken != null) {
            language = spoken;
        }
    }

    Language language() {
        return language;
    }

    /** The network is there, and the user is like this. */
    void online(Jid to, Availability own) {
        Element show = own.show();
        send(to, Presence.Type.AVAILABLE, null, show == null ? List.of() : List.of(show));
    }

    /** The network is not there, because of this; without a reason the user is logged out. */
    void offline(Jid to, @Nullable Text reason) {
        send(to, Presence.Type.UNAVAILABLE, reason, reason == null ? List.of() : List.of(element("status", reason)));
    }

    /** Asks the user's server for the presence of all resources. */
    void probe(Jid to) {
        send(to, Presence.Type.PROBE, null, List.of());
    }

    private void send(Jid to, Presence.Type type, @Nullable Text said, List<Element> payloads) {
        if (!services.policy().serverMode()) {
            services.send(new Presence(transport, to, type, null, tag(said), payloads));
        }
    }

    /** A chat message. */
    void say(Jid to, Text text, Element... more) {
        List<Element> payloads = new ArrayList<>(1 + more.length);
        payloads.add(element("body", text));
        payloads.addAll(List.of(more));
        services.send(new Message(transport, to, Message.Type.CHAT, null, tag(text), payloads));
    }

    private Element element(String name, Text text) {
        return Element.of(name, Element.CONTENT_NAMESPACE, text.in(language));
    }

    private @Nullable String tag(@Nullable Text said) {
        return said != null && said.isTranslated() ? language.tag() : null;
    }
}
