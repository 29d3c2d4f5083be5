package org.libtransport.xmpp.feature.vcard;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.libtransport.text.Sentence;
import org.libtransport.xmpp.feature.Feature;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.stanza.StanzaErrorException;
import org.libtransport.xmpp.stanza.StanzaRouter;

/** vCards (XEP-0054): of contacts, of people in rooms, of the user and of the transport itself. */
public final class VCardFeature implements Feature {

    private final Supplier<String> name;
    private final VCardService vcards;

    /** @param name what the transport calls itself */
    public VCardFeature(Supplier<String> name, VCardService vcards) {
        this.name = name;
        this.vcards = vcards;
    }

    @Override
    public List<String> transportFeatures() {
        return List.of(VCardTemp.NAMESPACE);
    }

    @Override
    public List<String> contactFeatures() {
        return transportFeatures();
    }

    @Override
    public void register(StanzaRouter router) {
        router.asyncIq(Iq.Type.GET, "vCard", VCardTemp.NAMESPACE, this::get);
        router.iq(Iq.Type.SET, "vCard", VCardTemp.NAMESPACE, this::set);
    }

    private CompletionStage<Iq> get(Iq request) {
        Jid user = Objects.requireNonNull(request.from()).bare();
        Jid to = request.to();
        if (to != null && to.local() == null) {
            return CompletableFuture.completedFuture(
                    request.result(VCardTemp.of(name.get(), "").toElement()));
        }
        return vcards.vcard(user, to == null ? user : to).thenApply(vcard -> request.result(vcard.toElement()));
    }

    private Iq set(Iq request) {
        Jid user = Objects.requireNonNull(request.from()).bare();
        if (!isOwn(request.to(), user)) {
            throw new StanzaErrorException(StanzaError.of(Condition.NOT_ALLOWED, Sentence.VCARD_OF_OTHERS));
        }
        vcards.changeOwn(user, VCardTemp.parse(Objects.requireNonNull(request.payload())));
        return request.result();
    }

    /** In gateway mode the transport's address stands for the user's self at the network. */
    private static boolean isOwn(@Nullable Jid to, Jid user) {
        return to == null || to.local() == null || to.bare().equals(user);
    }
}
