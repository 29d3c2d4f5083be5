package org.libtransport.xmpp.feature;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.libtransport.xmpp.feature.adhoc.AdHocCommands;
import org.libtransport.xmpp.feature.adhoc.Commands;
import org.libtransport.xmpp.feature.blocking.BlockingFeature;
import org.libtransport.xmpp.feature.blocking.BlockingService;
import org.libtransport.xmpp.feature.disco.ContactForm;
import org.libtransport.xmpp.feature.disco.Disco;
import org.libtransport.xmpp.feature.disco.DiscoInfo;
import org.libtransport.xmpp.feature.disco.Identity;
import org.libtransport.xmpp.feature.gateway.AddressPrompt;
import org.libtransport.xmpp.feature.info.EntityTime;
import org.libtransport.xmpp.feature.info.LastActivity;
import org.libtransport.xmpp.feature.info.Ping;
import org.libtransport.xmpp.feature.info.SoftwareVersion;
import org.libtransport.xmpp.feature.muc.RoomService;
import org.libtransport.xmpp.feature.register.Register;
import org.libtransport.xmpp.feature.register.Registrations;
import org.libtransport.xmpp.feature.roster.RosterFeature;
import org.libtransport.xmpp.feature.roster.RosterService;
import org.libtransport.xmpp.feature.vcard.VCardFeature;
import org.libtransport.xmpp.feature.vcard.VCardService;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.StanzaRouter;

/** The list of everything the transport answers to. To add a XEP, write its class and add it here. */
public final class Features {

    private final List<Feature> features = new ArrayList<>();
    private final Supplier<Appearance> appearance;
    private final Supplier<Collection<String>> moreTransportFeatures;
    private final Supplier<Collection<String>> moreContactFeatures;
    private final Supplier<? extends Collection<Jid>> administrators;
    private volatile DiscoInfo contactInfo;

    /**
     * @param appearance asked each time; contacts carry the name of its identity
     * @param addresses gives the bare address of a name at the network
     * @param moreTransportFeatures what backends add to the transport, asked each time
     * @param moreContactFeatures what backends add to contacts, asked by {@link #refresh}
     * @param administrators whom users may ask (XEP-0157), asked each time
     */
    public Features(
            Supplier<Appearance> appearance,
            String version,
            RosterService rosters,
            VCardService vcards,
            BlockingService blocking,
            RoomService rooms,
            Registrations registrations,
            Function<String, Jid> addresses,
            List<Commands> commandSources,
            boolean offersRegistration,
            Supplier<Collection<String>> moreTransportFeatures,
            Supplier<Collection<String>> moreContactFeatures,
            Supplier<? extends Collection<Jid>> administrators) {
        this.administrators = administrators;
        this.appearance = appearance;
        this.moreTransportFeatures = moreTransportFeatures;
        this.moreContactFeatures = moreContactFeatures;
        features.add(new ChatStates());
        AdHocCommands commands = new AdHocCommands(commandSources);
        features.add(new Disco(this::transportInfo, this::contactInfo, rooms, commands));
        features.add(commands);
        features.add(new BlockingFeature(blocking));
        features.add(new EntityTime(InstantSource.system(), ZoneId.systemDefault()));
        features.add(new LastActivity(InstantSource.system()));
        features.add(new Ping(rooms));
        features.add(new RosterFeature(rosters));
        features.add(new SoftwareVersion(version));
        features.add(new VCardFeature(() -> appearance.get().identity().name(), vcards));
        features.add(new AddressPrompt(() -> appearance.get().prompt(), addresses));
        if (offersRegistration) {
            features.add(new Register(registrations, () -> appearance.get().registration()));
        }
        this.contactInfo = computeContactInfo();
    }

    /** What contacts say of themselves now. Any thread. */
    public DiscoInfo contactInfo() {
        return contactInfo;
    }

    /** Asks again what backends add, and how the transport presents itself. */
    public void refresh() {
        contactInfo = computeContactInfo();
    }

    /** Puts the handlers of all features into the router. */
    public void register(StanzaRouter router) {
        features.forEach(feature -> feature.register(router));
    }

    private DiscoInfo transportInfo() {
        List<String> namespaces = namespaces(Feature::transportFeatures);
        namespaces.addAll(moreTransportFeatures.get());
        Collection<Jid> contacts = administrators.get();
        return new DiscoInfo(
                appearance.get().identity(), namespaces, contacts.isEmpty() ? null : ContactForm.of(contacts));
    }

    private DiscoInfo computeContactInfo() {
        List<String> namespaces = namespaces(Feature::contactFeatures);
        namespaces.addAll(moreContactFeatures.get());
        Identity contact =
                new Identity("client", "pc", appearance.get().identity().name());
        return new DiscoInfo(contact, namespaces);
    }

    private List<String> namespaces(Function<Feature, List<String>> of) {
        List<String> all = new ArrayList<>();
        features.forEach(feature -> all.addAll(of.apply(feature)));
        return all;
    }

    /** Contacts understand and send chat states (XEP-0085); they travel in messages, so there is no handler. */
    private static final class ChatStates implements Feature {

        @Override
        public List<String> contactFeatures() {
            return List.of("http://jabber.org/protocol/chatstates");
        }

        @Override
        public void register(StanzaRouter router) {}
    }
}
