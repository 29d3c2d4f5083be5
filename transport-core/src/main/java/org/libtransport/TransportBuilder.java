package org.libtransport;

import java.util.function.Supplier;
import org.libtransport.admin.AdminAccess;
import org.libtransport.backend.BackendLauncher;
import org.libtransport.backend.BackendSettings;
import org.libtransport.backend.InProcessLauncher;
import org.libtransport.concurrent.Loops;
import org.libtransport.frontend.Frontend;
import org.libtransport.metrics.InMemoryMetrics;
import org.libtransport.metrics.Metrics;
import org.libtransport.plugin.NetworkPlugin;
import org.libtransport.storage.InMemoryStore;
import org.libtransport.storage.Store;
import org.libtransport.user.UserPolicy;
import org.libtransport.xmpp.component.ComponentFrontend;
import org.libtransport.xmpp.component.ComponentSettings;
import org.libtransport.xmpp.feature.Appearance;
import org.libtransport.xmpp.feature.disco.Identity;
import org.libtransport.xmpp.feature.gateway.PromptTexts;
import org.libtransport.xmpp.feature.register.RegistrationTexts;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.server.ServerFrontend;
import org.libtransport.xmpp.server.ServerSettings;

/**
 * Collects the parts of a {@link Transport}. A front door ({@link #component}, {@link #server} or {@link #frontend}) and
 * backends ({@link #plugin} or {@link #backends}) must be named, the rest has defaults. Not thread-safe; may be used once.
 */
public final class TransportBuilder {

    final Jid jid;
    FrontendFactory frontend = (loops, metrics) -> {
        throw new IllegalStateException("a transport needs a front door: component(...) or server(...)");
    };
    UserPolicy policy;
    Identity identity = new Identity("gateway", "", "Spectrum 2 Transport");
    RegistrationTexts registrationTexts = RegistrationTexts.DEFAULT;
    PromptTexts promptTexts = PromptTexts.DEFAULT;
    BackendSettings backendSettings = BackendSettings.DEFAULT;
    BackendLauncher launcher = BackendLauncher.external();
    AdminAccess admins = AdminAccess.NONE;
    Store store = new InMemoryStore();
    Metrics metrics = new InMemoryMetrics();
    String version = "unknown";
    int mostListedRooms = 100;
    int loopCount = Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors()));

    /** Makes the front door when the loops run. */
    @FunctionalInterface
    public interface FrontendFactory {
        Frontend create(Loops loops, Metrics metrics);
    }

    TransportBuilder(Jid jid) {
        this.jid = jid;
        this.policy = UserPolicy.builder(jid, false).build();
        String implementation = TransportBuilder.class.getPackage().getImplementationVersion();
        if (implementation != null) {
            version = implementation;
        }
    }

    /** Gateway mode: users come through an XMPP server, whose component the transport is. */
    public TransportBuilder component(ComponentSettings settings) {
        return frontend((loops, metrics) -> new ComponentFrontend(settings, loops, metrics));
    }

    /** Server mode: users connect their XMPP clients to the transport itself. */
    public TransportBuilder server(ServerSettings settings) {
        return frontend((loops, metrics) -> new ServerFrontend(settings, loops, metrics));
    }

    /** Users come by a way of the caller's own. */
    public TransportBuilder frontend(FrontendFactory factory) {
        this.frontend = factory;
        return this;
    }

    /** The administrator's rules for users. */
    public TransportBuilder policy(UserPolicy newPolicy) {
        this.policy = newPolicy;
        return this;
    }

    /** How service discovery shows the transport. */
    public TransportBuilder identity(Identity newIdentity) {
        this.identity = newIdentity;
        return this;
    }

    public TransportBuilder registrationTexts(RegistrationTexts texts) {
        this.registrationTexts = texts;
        return this;
    }

    /** What clients show to somebody who wants to add a contact. */
    public TransportBuilder promptTexts(PromptTexts texts) {
        this.promptTexts = texts;
        return this;
    }

    /** One backend for all users, in this JVM. Should it end, another plugin is made. */
    public TransportBuilder plugin(Supplier<? extends NetworkPlugin> plugins) {
        return backends(BackendSettings.DEFAULT.withUsersPerBackend(Integer.MAX_VALUE), new InProcessLauncher(plugins));
    }

    /** How many rooms service discovery shows at most, of those for all users and of those for one each; 100 by default. */
    public TransportBuilder listedRooms(int most) {
        this.mostListedRooms = most;
        return this;
    }

    /** Backends that the launcher starts. */
    public TransportBuilder backends(BackendSettings settings, BackendLauncher newLauncher) {
        this.backendSettings = settings;
        this.launcher = newLauncher;
        return this;
    }

    /** Who administers the transport by XMPP; by default nobody. Programs of this machine may do it at the backend port. */
    public TransportBuilder admins(AdminAccess access) {
        this.admins = access;
        return this;
    }

    /** Where users are kept; by default in memory, which forgets them. The transport closes it. */
    public TransportBuilder store(Store newStore) {
        this.store = newStore;
        return this;
    }

    public TransportBuilder metrics(Metrics newMetrics) {
        this.metrics = newMetrics;
        return this;
    }

    /** How many event loops serve sockets and users; by default one for each processor, at most 8. */
    public TransportBuilder loops(int count) {
        this.loopCount = count;
        return this;
    }

    Appearance appearance() {
        return new Appearance(identity, registrationTexts, promptTexts);
    }

    /** All three of these at once. */
    public TransportBuilder appearance(Appearance appearance) {
        return identity(appearance.identity())
                .registrationTexts(appearance.registration())
                .promptTexts(appearance.prompt());
    }

    /** Makes the transport; nothing is opened before {@link Transport#start}. */
    public Transport build() {
        return new Transport(this);
    }
}
