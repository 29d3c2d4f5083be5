package org.libtransport.launcher;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.MessageStatus.Outcome;
import org.libtransport.protocol.Wire.WrapperMessage;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** A small echo backend over a plain socket, with one flaw that its first argument names. */
final class BrokenBackend {

    static final String NONE = "none";
    static final String ENDS_AT_ONCE = "ends-at-once";
    static final String NEVER_CONNECTS = "never-connects";
    static final String MUTE = "mute";
    static final String DROPS_MERGED = "drops-merged";
    static final String LOSES_ORDER = "loses-order";
    static final String WRONG_RECEIPT = "wrong-receipt";
    static final String WRONG_VCARD = "wrong-vcard";
    static final String NEVER_ACKNOWLEDGES = "never-acknowledges";
    static final String ACKNOWLEDGES_TWICE = "acknowledges-twice";
    static final String IGNORES_EXIT = "ignores-exit";
    static final String CRASHES_ON_UNKNOWN = "crashes-on-unknown";
    static final String ANY_PASSWORD = "any-password";
    static final String LEAKS = "leaks";
    static final String WRONG_USER = "wrong-user";
    static final String LITTLE_ENDIAN = "little-endian";
    static final String LATE_CONFIG = "late-config";
    static final String TALKS_TO_STRANGERS = "talks-to-strangers";

    /** Without a flaw, but with what the others do not have. */
    static final String TLS = "tls";

    static final String REMEMBERS = "remembers";
    static final String SPEAKS_XMPP = "xmpp";

    static final String TOKENS = "tokens";

    static final String TOKENS_NONE = "tokens-none";
    static final String TOKENS_REFUSED = "tokens-refused";
    static final String TLS_TRUSTS_ANYBODY = "tls-trusts-anybody";
    static final String TLS_ANY_HOST = "tls-any-host";
    static final String PLAIN_TOKEN = "plain-token";
    static final String REMEMBERS_NOBODY = "remembers-nobody";
    static final String REMEMBERS_AND_DIES = "remembers-and-dies";
    static final String XMPP_MUTE = "xmpp-mute";
    static final String XMPP_WRONG_ID = "xmpp-wrong-id";
    static final String XMPP_BROKEN = "xmpp-broken";
    static final String XMPP_ELSEWHERE = "xmpp-elsewhere";

    private final String flaw;
    private final InputStream in;
    private final DataOutputStream out;
    private final Set<String> users = new LinkedHashSet<>();
    private byte[] unread = new byte[0];
    private int pings;
    private boolean putOff;
    private Wire.ConversationMessage held;

    private BrokenBackend(String flaw, Socket socket) throws IOException {
        this.flaw = flaw;
        this.in = socket.getInputStream();
        this.out = new DataOutputStream(socket.getOutputStream());
    }

    public static void main(String[] args) throws Exception {
        String flaw = args[0];
        if (flaw.equals(ENDS_AT_ONCE)) {
            System.err.println("there is no network today");
            System.exit(3);
        }
        if (flaw.equals(NEVER_CONNECTS)) {
            Thread.currentThread().join();
        }
        List<String> given = List.of(args);
        int port = Integer.parseInt(given.get(given.indexOf("--port") + 1));
        String host = given.get(given.indexOf("--host") + 1);
        try (Socket socket = flaw.startsWith(TLS) ? tls(flaw, host, port) : new Socket(host, port)) {
            socket.setTcpNoDelay(true);
            BrokenBackend backend = new BrokenBackend(flaw, socket);
            if (flaw.equals(PLAIN_TOKEN)) {
                backend.send(
                        Type.TYPE_TOKEN,
                        Wire.Token.newBuilder()
                                .setToken(System.getenv("LIBTRANSPORT_BACKEND_TOKEN"))
                                .build());
            }
            backend.serve();
        }
    }

    /** TLS where it is asked for. */
    private static Socket tls(String flaw, String host, int port) throws Exception {
        String trusted = System.getenv("LIBTRANSPORT_BACKEND_CA");
        if (trusted == null) {
            return new Socket(host, port);
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, flaw.equals(TLS_TRUSTS_ANYBODY) ? anybody() : onlyThose(Path.of(trusted)), null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(host, port);
        if (flaw.equals(TLS)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
        }
        socket.startHandshake();
        return socket;
    }

    private static TrustManager[] onlyThose(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(file)) {
            store.setCertificateEntry(
                    "trusted", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static TrustManager[] anybody() {
        return InsecureTrustManagerFactory.INSTANCE.getTrustManagers();
    }

    private String config() {
        return "[features]\nreceipts=1\n"
                + (flaw.startsWith(SPEAKS_XMPP) ? "rawxml=1\n" : "")
                + (flaw.startsWith(REMEMBERS) ? "send_buddies_on_login=1\n" : "")
                + "[extensions]\nacknowledgement=1\n"
                + (flaw.startsWith(TOKENS) ? "login_token=1\n" : "")
                + (flaw.equals(LATE_CONFIG) && pings > 1 ? "[registration]\nneedPassword=0\n" : "");
    }

    private void serve() throws IOException {
        byte[] chunk = new byte[64 * 1024];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            if (flaw.equals(MUTE)) {
                continue;
            }
            int before = unread.length;
            unread = Arrays.copyOf(unread, before + read);
            System.arraycopy(chunk, 0, unread, before, read);
            boolean first = true;
            ByteBuffer frames = ByteBuffer.wrap(unread);
            while (frames.remaining() >= 4 && frames.remaining() >= 4 + frames.getInt(frames.position())) {
                byte[] content = new byte[frames.getInt()];
                frames.get(content);
                if (first || !flaw.equals(DROPS_MERGED)) {
                    frame(content);
                }
                first = false;
            }
            unread = Arrays.copyOfRange(unread, frames.position(), unread.length);
        }
    }

    private void frame(byte[] content) throws IOException {
        try {
            WrapperMessage frame = WrapperMessage.parseFrom(content);
            if (frame.getType() == Type.TYPE_RAW_XML) {
                answer();
                return;
            }
            handle(frame.getType(), frame.getPayload().toByteArray());
        } catch (InvalidProtocolBufferException e) {
            if (flaw.equals(CRASHES_ON_UNKNOWN)) {
                throw new IOException("what is this?", e);
            }
        }
    }

    private void handle(Type type, byte[] payload) throws IOException {
        switch (type) {
            case TYPE_PING -> {
                pings++;
                // Once is enough, but more is no mistake.
                if (pings <= 2) {
                    send(
                            Type.TYPE_BACKEND_CONFIG,
                            Wire.BackendConfig.newBuilder().setConfig(config()).build());
                }
                send(Type.TYPE_PONG, null);
            }
            case TYPE_LOGIN -> login(Wire.Login.parseFrom(payload));
            case TYPE_LOGOUT -> users.remove(Wire.Logout.parseFrom(payload).getUser());
            case TYPE_CONV_MESSAGE, TYPE_ATTENTION -> said(type, Wire.ConversationMessage.parseFrom(payload));
            case TYPE_VCARD -> {
                Wire.VCard asked = Wire.VCard.parseFrom(payload);
                int id = flaw.equals(WRONG_VCARD) ? asked.getId() + 1000 : asked.getId();
                send(Type.TYPE_VCARD, asked.toBuilder().setId(id).build());
            }
            case TYPE_BUDDIES -> {
                if (flaw.equals(REMEMBERS_AND_DIES)) {
                    System.exit(1);
                }
                if (flaw.equals(REMEMBERS_NOBODY)) {
                    send(
                            Type.TYPE_BUDDY_CHANGED,
                            Wire.Buddy.newBuilder()
                                    .setUserName("")
                                    .setBuddyName("echo")
                                    .build());
                }
            }
            case TYPE_EXIT -> {
                if (!flaw.equals(IGNORES_EXIT)) {
                    System.exit(0);
                }
            }
            default -> {
                // nothing that is checked here
            }
        }
    }

    /** There is but one question. It is answered in two pieces. */
    private void answer() throws IOException {
        String answer = "<iq type='result' id='%s' from='echo' to='%s/kit'%s"
                .formatted(
                        flaw.equals(XMPP_WRONG_ID) ? "another" : "kit-1",
                        flaw.equals(XMPP_ELSEWHERE)
                                ? "nobody@kit.example"
                                : users.iterator().next(),
                        flaw.equals(XMPP_BROKEN) ? "></query>" : "/>");
        if (!flaw.equals(XMPP_MUTE)) {
            sendText("<presence from='echo' to='x'/>" + answer.substring(0, 10));
            sendText(answer.substring(10));
        }
    }

    private void sendText(String xml) throws IOException {
        sendFrame(WrapperMessage.newBuilder().setType(Type.TYPE_RAW_XML).setPayload(ByteString.copyFromUtf8(xml)));
    }

    private void login(Wire.Login login) throws IOException {
        boolean refused = login.hasLoginToken() && flaw.equals(TOKENS_REFUSED);
        if (refused || login.getPassword().equals("wrong") && !flaw.equals(ANY_PASSWORD)) {
            send(
                    Type.TYPE_DISCONNECTED,
                    Wire.Disconnected.newBuilder()
                            .setUser(login.getUser())
                            .setError(2)
                            .build());
            return;
        }
        users.add(login.getUser());
        Wire.Connected.Builder connected = Wire.Connected.newBuilder().setUser(login.getUser());
        if (flaw.equals(TOKENS) || flaw.equals(TOKENS_REFUSED)) {
            connected.setLoginToken("a token");
        }
        send(Type.TYPE_CONNECTED, connected.build());
    }

    private void said(Type type, Wire.ConversationMessage message) throws IOException {
        if (!users.contains(message.getUserName()) && !flaw.equals(TALKS_TO_STRANGERS)) {
            return;
        }
        Outcome outcome = outcome(message);
        if (message.getAckId() != 0 && !flaw.equals(NEVER_ACKNOWLEDGES)) {
            status(message, outcome);
            if (flaw.equals(ACKNOWLEDGES_TWICE)) {
                status(message, outcome);
            }
        }
        if (outcome != Outcome.ACCEPTED) {
            return;
        }
        if (message.hasId()) {
            String id = flaw.equals(WRONG_RECEIPT) ? "another" : message.getId();
            send(
                    Type.TYPE_CONV_MESSAGE_ACK,
                    message.toBuilder().setId(id).setMessage("").build());
        }
        Wire.ConversationMessage echo =
                message.toBuilder().clearAckId().clearId().build();
        if (flaw.equals(LOSES_ORDER) && held == null && message.getMessage().startsWith("message 7 ")) {
            held = echo;
            return;
        }
        if (flaw.equals(WRONG_USER)) {
            echo = echo.toBuilder().setUserName(users.iterator().next()).build();
        }
        send(type, echo);
        if (held != null) {
            send(type, held);
            held = null;
        }
        if (flaw.equals(LEAKS)) {
            for (String other : List.copyOf(users)) {
                if (!other.equals(message.getUserName())) {
                    send(type, echo.toBuilder().setUserName(other).build());
                }
            }
        }
    }

    private Outcome outcome(Wire.ConversationMessage message) {
        if (message.getMessage().equals("refuse me")) {
            return Outcome.REFUSED;
        }
        if (message.getMessage().equals("later please") && !putOff) {
            putOff = true;
            return Outcome.RETRY_LATER;
        }
        return Outcome.ACCEPTED;
    }

    private void status(Wire.ConversationMessage message, Outcome outcome) throws IOException {
        send(
                Type.TYPE_MESSAGE_STATUS,
                Wire.MessageStatus.newBuilder()
                        .setUserName(message.getUserName())
                        .setAckId(message.getAckId())
                        .setOutcome(outcome)
                        .setReason("as asked")
                        .build());
    }

    private void send(Type type, MessageLite payload) throws IOException {
        WrapperMessage.Builder frame = WrapperMessage.newBuilder().setType(type);
        if (payload != null) {
            frame.setPayload(payload.toByteString());
        }
        sendFrame(frame);
    }

    private void sendFrame(WrapperMessage.Builder frame) throws IOException {
        byte[] content = frame.build().toByteArray();
        out.writeInt(flaw.equals(LITTLE_ENDIAN) ? Integer.reverseBytes(content.length) : content.length);
        out.write(content);
    }
}
