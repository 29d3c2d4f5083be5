package org.libtransport.launcher;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.net.ssl.X509TrustManager;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.MessageBuilder;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.PresenceBuilder;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smack.packet.XmlElement;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smack.roster.SubscribeListener.SubscribeAnswer;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smackx.chatstates.ChatState;
import org.jivesoftware.smackx.chatstates.packet.ChatStateExtension;
import org.jivesoftware.smackx.commands.AdHocCommand;
import org.jivesoftware.smackx.commands.AdHocCommandManager;
import org.jivesoftware.smackx.commands.AdHocCommandResult;
import org.jivesoftware.smackx.commands.packet.AdHocCommandData;
import org.jivesoftware.smackx.disco.ServiceDiscoveryManager;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.disco.packet.DiscoverItems;
import org.jivesoftware.smackx.iqregister.packet.Registration;
import org.jivesoftware.smackx.muc.HostedRoom;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.MultiUserChatManager;
import org.jivesoftware.smackx.ping.packet.Ping;
import org.jivesoftware.smackx.receipts.DeliveryReceipt;
import org.jivesoftware.smackx.xdata.form.FillableForm;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.BareJid;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;

/**
 * A person with an XMPP client. Accepts every contact that asks and asks back, as people do. Remembers every message and
 * presence that came, until a test asks for it: each can be awaited once.
 */
final class SmackClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int REPLY_TIMEOUT_MILLIS = 5_000;

    static {
        RosterWithDomains.install();
    }

    private final XMPPTCPConnection connection;
    private final Roster roster;
    private final Deque<Stanza> received = new ArrayDeque<>();
    private final Deque<String> history = new ArrayDeque<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    private SmackClient(XMPPTCPConnectionConfiguration configuration) {
        connection = new XMPPTCPConnection(configuration);
        connection.setUseStreamManagementResumption(false);
        connection.setReplyTimeout(REPLY_TIMEOUT_MILLIS);
        connection.addSyncStanzaListener(this::receive, stanza -> true);
        connection.addStanzaAcknowledgedListener(stanza -> {
            if (stanza instanceof Message && stanza.getStanzaId() != null) {
                acknowledged.add(stanza.getStanzaId());
            }
        });
        roster = Roster.getInstanceFor(connection);
        roster.addSubscribeListener((from, request) -> SubscribeAnswer.ApproveAndAlsoRequestIfRequired);
    }

    /** A client of a server that takes log-ins without TLS. Not connected yet. */
    static SmackClient withoutTls(int port, String jid, String password, String resource) throws Exception {
        return new SmackClient(configuration(port, jid, password, resource)
                .setSecurityMode(SecurityMode.disabled)
                .build());
    }

    /** A client that insists on STARTTLS. Not connected yet. */
    static SmackClient overTls(int port, String jid, String password, String resource, X509TrustManager trusted)
            throws Exception {
        return new SmackClient(configuration(port, jid, password, resource)
                .setSecurityMode(SecurityMode.required)
                .setCustomX509TrustManager(trusted)
                .setHostnameVerifier((host, session) -> true)
                .build());
    }

    private static XMPPTCPConnectionConfiguration.Builder configuration(
            int port, String jid, String password, String resource) throws Exception {
        BareJid account = JidCreate.bareFrom(jid);
        return XMPPTCPConnectionConfiguration.builder()
                .setHostAddress(InetAddress.getLoopbackAddress())
                .setPort(port)
                .setXmppDomain(account.asDomainBareJid())
                .setUsernameAndPassword(account.getLocalpartOrThrow(), password)
                .setResource(resource);
    }

    SmackClient connect() throws Exception {
        connection.connect();
        return this;
    }

    SmackClient login() throws Exception {
        if (!connection.isConnected()) {
            connection.connect();
        }
        connection.login();
        return this;
    }

    String jid() {
        return connection.getUser().toString();
    }

    String bareJid() {
        return connection.getUser().asBareJid().toString();
    }

    boolean isConnected() {
        return connection.isConnected();
    }

    boolean isEncrypted() {
        return connection.isSecureConnection();
    }

    /** Whether the person's server lets them see this contact's presence. */
    boolean isSubscribedTo(String contact) {
        return roster.iAmSubscribedTo(jid(contact));
    }

    boolean hasInRoster(String contact) {
        return roster.contains(jid(contact).asBareJid());
    }

    /** Gives a contact another name in the roster. */
    void rename(String contact, String name) throws Exception {
        roster.getEntry(jid(contact).asBareJid()).setName(name);
    }

    /** The name of a contact in the roster, as the server has it. */
    String nameOf(String contact) throws Exception {
        roster.reloadAndWait();
        return roster.getEntry(jid(contact).asBareJid()).getName();
    }

    /** Removes a contact from the roster, and the subscriptions with it (RFC 6121 section 2.5). */
    void remove(String contact) throws Exception {
        roster.removeEntry(roster.getEntry(jid(contact).asBareJid()));
    }

    /** Names of ad-hoc commands that the service offers this client. */
    List<String> commands(String service) throws Exception {
        return AdHocCommandManager.getInstance(connection).discoverCommands(JidCreate.from(service)).getItems().stream()
                .map(DiscoverItems.Item::getNode)
                .toList();
    }

    /** Runs an ad-hoc command, filling in these fields if it asks, and returns what it answers. */
    AdHocCommandData command(String service, String node, Map<String, String> fields) throws Exception {
        AdHocCommand command =
                AdHocCommandManager.getInstance(connection).getRemoteCommand(JidCreate.from(service), node);
        AdHocCommandResult result = command.execute();
        if (!result.isCompleted()) {
            FillableForm form = new FillableForm(result.getResponse().getForm());
            for (Map.Entry<String, String> field : fields.entrySet()) {
                form.setAnswer(field.getKey(), field.getValue());
            }
            result = command.complete(form.getSubmitForm());
        }
        return result.asCompletedOrThrow().getResponse();
    }

    /** What the service says of itself (XEP-0030). */
    DiscoverInfo discover(String service) throws Exception {
        return ServiceDiscoveryManager.getInstanceFor(connection).discoverInfo(jid(service));
    }

    /** Registers with plain fields (XEP-0077). */
    void register(String service, String username, String password) throws Exception {
        Registration registration = new Registration(Map.of("username", username, "password", password));
        registration.setType(IQ.Type.set);
        registration.setTo(jid(service));
        request(registration);
    }

    /** Asks for the form of a service (XEP-0077). */
    Registration registrationForm(String service) throws Exception {
        Registration query = new Registration();
        query.setType(IQ.Type.get);
        query.setTo(jid(service));
        return request(query);
    }

    void unregister(String service) throws Exception {
        Registration removal = new Registration(Map.of("remove", ""));
        removal.setType(IQ.Type.set);
        removal.setTo(jid(service));
        request(removal);
    }

    /** Returns when the address has answered, and so has taken all that was sent to it before. */
    void ping(String to) throws Exception {
        request(new Ping(jid(to)));
    }

    /** Sends a request and returns the answer; an error comes as the library's exception. */
    <I extends IQ> I request(IQ iq) throws Exception {
        return connection.sendIqRequestAndWaitForResponse(iq);
    }

    /** The same, with more patience than people have. */
    <I extends IQ> I request(IQ iq, Duration patience) throws Exception {
        return connection.createStanzaCollectorAndSend(iq).nextResultOrThrow(patience.toMillis());
    }

    void say(String to, String body) throws Exception {
        connection.sendStanza(chat(to).setBody(body).build());
    }

    /** Sends a message with an id, under which an error for it comes back. */
    void say(String to, String id, String body, XmlElement... more) throws Exception {
        connection.sendStanza(MessageBuilder.buildMessage(id)
                .to(jid(to))
                .ofType(Message.Type.chat)
                .setBody(body)
                .addExtensions(List.of(more))
                .build());
    }

    /** Confirms that a message was received (XEP-0184). */
    void acknowledge(Message message) throws Exception {
        connection.sendStanza(MessageBuilder.buildMessage()
                .to(message.getFrom())
                .ofType(Message.Type.chat)
                .addExtension(new DeliveryReceipt(message.getStanzaId()))
                .build());
    }

    /** Says something in a room, whether this client is in it or not. */
    void speakIn(String room, String id, String body) throws Exception {
        connection.sendStanza(MessageBuilder.buildMessage(id)
                .to(jid(room))
                .ofType(Message.Type.groupchat)
                .setBody(body)
                .build());
    }

    void type(String to, ChatState state) throws Exception {
        connection.sendStanza(
                chat(to).addExtension(new ChatStateExtension(state)).build());
    }

    void sendPresence(Presence.Type type, @Nullable String to) throws Exception {
        PresenceBuilder presence = PresenceBuilder.buildPresence().ofType(type);
        connection.sendStanza(
                to == null ? presence.build() : presence.to(jid(to)).build());
    }

    /** Tells everybody that the person's picture has this hash (XEP-0153). */
    void showPicture(String hash) throws Exception {
        StandardExtensionElement photo = StandardExtensionElement.builder("photo", "vcard-temp:x:update")
                .setText(hash)
                .build();
        connection.sendStanza(PresenceBuilder.buildPresence()
                .addExtension(StandardExtensionElement.builder("x", "vcard-temp:x:update")
                        .addElement(photo)
                        .build())
                .build());
    }

    /** A room, to be entered and left by the library's own ways (XEP-0045). */
    MultiUserChat room(String address) {
        return MultiUserChatManager.getInstanceFor(connection)
                .getMultiUserChat(JidCreate.entityBareFromOrThrowUnchecked(address));
    }

    /** Names of the rooms that a service lists, by address. */
    Map<String, String> rooms(String service) throws Exception {
        return MultiUserChatManager.getInstanceFor(connection)
                .getRoomsHostedBy(jid(service).asDomainBareJid())
                .values()
                .stream()
                .collect(Collectors.toMap(room -> room.getJid().toString(), HostedRoom::getName));
    }

    /** Goes away the friendly way. */
    void logout() {
        connection.disconnect();
    }

    @Override
    public void close() {
        connection.disconnect();
        connection.instantShutdown();
    }

    /** Waits for a message that fits, and forgets it. */
    Message awaitMessage(String what, Predicate<Message> wanted) {
        return await(what, Message.class, wanted);
    }

    Message awaitMessage(String from, String body) {
        return awaitMessage(
                "\"" + body + "\" from " + from, message -> isFrom(message, from) && body.equals(message.getBody()));
    }

    /** Waits for a chat state in a message of its own or with a body. */
    void awaitChatState(String from, ChatState state) {
        awaitMessage(
                state + " from " + from,
                message -> isFrom(message, from) && message.hasExtension(state.name(), ChatStateExtension.NAMESPACE));
    }

    Presence awaitOnline(String contact) {
        return await(contact + " online", Presence.class, each -> isFrom(each, contact) && each.isAvailable());
    }

    Presence awaitOffline(String contact) {
        return await(
                contact + " offline",
                Presence.class,
                each -> isFrom(each, contact) && each.getType() == Presence.Type.unavailable);
    }

    /** Waits for the error that answers the message with this id. */
    StanzaError awaitBounce(String id) {
        Message bounce = awaitMessage(
                "error for " + id, each -> each.getType() == Message.Type.error && id.equals(each.getStanzaId()));
        return Objects.requireNonNull(bounce.getError(), "an error without <error/>");
    }

    /** Waits for the first contact of the service to appear online, whatever its name is. */
    String awaitAnyContact(String service) {
        Presence presence = await(
                "a contact of " + service + " online",
                Presence.class,
                each -> each.isAvailable()
                        && each.getFrom() != null
                        && each.getFrom().hasLocalpart()
                        && each.getFrom().getDomain().toString().equals(service));
        return presence.getFrom().asBareJid().toString();
    }

    /** Waits for a stanza that fits, and forgets it; those before and after it stay. */
    <S extends Stanza> S await(String what, Class<S> type, Predicate<S> wanted) {
        try {
            return Awaitility.await(what)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> take(type, wanted), Objects::nonNull);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    what + " did not come within " + PATIENCE + "; what came in all:\n" + history(), e);
        }
    }

    /** The first remembered stanza that fits, which is forgotten; null if there is none. */
    <S extends Stanza> @Nullable S take(Class<S> type, Predicate<S> wanted) {
        synchronized (received) {
            Iterator<Stanza> each = received.iterator();
            while (each.hasNext()) {
                Stanza stanza = each.next();
                if (type.isInstance(stanza) && wanted.test(type.cast(stanza))) {
                    each.remove();
                    return type.cast(stanza);
                }
            }
            return null;
        }
    }

    /** Fails if something like this is remembered. */
    void assertNothingReceived(String what, Predicate<Stanza> unwanted) {
        Stanza found = take(Stanza.class, unwanted);
        if (found != null) {
            throw new AssertionError(what + " came: " + found.toXML());
        }
    }

    static boolean isSubscriptionRequest(Stanza stanza) {
        return stanza instanceof Presence presence && presence.getType() == Presence.Type.subscribe;
    }

    /** Ids of the messages that the server has acknowledged (XEP-0198, where it does that). */
    Set<String> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /** Ids of the messages that came back with an error and were not asked for yet. */
    Set<String> returned() {
        synchronized (received) {
            return received.stream()
                    .filter(stanza -> stanza instanceof Message message && message.getType() == Message.Type.error)
                    .map(Stanza::getStanzaId)
                    .collect(Collectors.toSet());
        }
    }

    /** Forgets what came until now. */
    void forget() {
        synchronized (received) {
            received.clear();
        }
    }

    private void receive(Stanza stanza) {
        synchronized (received) {
            if (!(stanza instanceof IQ)) {
                received.add(stanza);
            }
            history.add(stanza.toXML().toString());
        }
    }

    private String history() {
        synchronized (received) {
            return history.stream().collect(Collectors.joining("\n"));
        }
    }

    private static MessageBuilder chat(String to) {
        return MessageBuilder.buildMessage().to(jid(to)).ofType(Message.Type.chat);
    }

    private static boolean isFrom(Stanza stanza, String jid) {
        Jid from = stanza.getFrom();
        return from != null
                && (from.toString().equals(jid) || from.asBareJid().toString().equals(jid));
    }

    private static Jid jid(String text) {
        return JidCreate.fromOrThrowUnchecked(text);
    }
}
