package org.libtransport.xmpp.feature.gateway;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.libtransport.text.Sentence;
import org.libtransport.xmpp.feature.Feature;
import org.libtransport.xmpp.jid.InvalidJidException;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.stanza.StanzaErrorException;
import org.libtransport.xmpp.stanza.StanzaRouter;
import org.libtransport.xmpp.xml.Element;

/** Turns a name at the other network, as a person types it, into an address (XEP-0100 section 6). */
public final class AddressPrompt implements Feature {

    private static final String NAMESPACE = "jabber:iq:gateway";

    private final Supplier<PromptTexts> texts;
    private final Function<String, Jid> addresses;

    /** @param addresses gives the bare address of a name, or throws {@link InvalidJidException} */
    public AddressPrompt(Supplier<PromptTexts> texts, Function<String, Jid> addresses) {
        this.texts = texts;
        this.addresses = addresses;
    }

    @Override
    public List<String> transportFeatures() {
        return List.of(NAMESPACE);
    }

    @Override
    public void register(StanzaRouter router) {
        router.iq(Iq.Type.GET, "query", NAMESPACE, this::ask);
        router.iq(Iq.Type.SET, "query", NAMESPACE, this::tell);
    }

    private Iq ask(Iq request) {
        requireTransport(request);
        PromptTexts now = texts.get();
        return request.result(Element.builder("query", NAMESPACE)
                .child("desc", now.label())
                .child("prompt", now.prompt())
                .build());
    }

    private Iq tell(Iq request) {
        requireTransport(request);
        Jid address = addressOf(Objects.requireNonNull(request.payload()).childText("prompt"));
        return request.result(Element.builder("query", NAMESPACE)
                .child("jid", address.toString())
                .build());
    }

    private Jid addressOf(@Nullable String typed) {
        String name = typed == null ? "" : typed.strip();
        if (name.isEmpty()) {
            throw new StanzaErrorException(StanzaError.of(Condition.BAD_REQUEST, "A name is needed."));
        }
        try {
            return addresses.apply(name);
        } catch (InvalidJidException e) {
            throw new StanzaErrorException(StanzaError.of(Condition.JID_MALFORMED, Sentence.NO_ADDRESS_OF_NAME));
        }
    }

    /** Only the transport itself knows names; its contacts do not. */
    private static void requireTransport(Iq request) {
        if (request.to() != null && request.to().local() != null) {
            throw new StanzaErrorException(StanzaError.of(Condition.SERVICE_UNAVAILABLE));
        }
    }
}
