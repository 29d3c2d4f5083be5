package org.libtransport.launcher.bench;

import com.google.protobuf.MessageLite;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.libtransport.protocol.Extensions;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.MessageStatus.Outcome;
import org.libtransport.protocol.Wire.WrapperMessage;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/**
 * A backend to be killed: writes each message that it takes to a file of its own before it says so, and says so a little
 * later, so that there are always some that it has not answered. With plain sockets, and nothing of the plugin library.
 */
final class DiaryUnderFire {

    /** System property: the directory for the files. */
    static final String DIRECTORY = "fire.directory";

    /** System property: whether it acknowledges, or is as those for the predecessor are. */
    static final String ACKNOWLEDGES = "fire.acknowledges";

    private static final int ANSWERS_LATE_MILLIS = 25;

    private final boolean acknowledges = Boolean.getBoolean(ACKNOWLEDGES);
    private final Random random = new Random();
    private final DataOutputStream out;
    private final OutputStream diary;
    private final List<Wire.ConversationMessage> taken = new ArrayList<>();

    private DiaryUnderFire(OutputStream out) throws IOException {
        this.out = new DataOutputStream(out);
        Path file =
                Path.of(System.getProperty(DIRECTORY), ProcessHandle.current().pid() + ".diary");
        this.diary = new FileOutputStream(file.toFile(), true);
    }

    public static void main(String[] args) throws Exception {
        String host = "";
        int port = 0;
        for (int i = 0; i + 1 < args.length; i++) {
            switch (args[i]) {
                case "--host" -> host = args[i + 1];
                case "--port" -> port = Integer.parseInt(args[i + 1]);
                default -> {
                    // Nothing that matters here.
                }
            }
        }
        try (Socket socket = new Socket(host, port)) {
            socket.setTcpNoDelay(true);
            new DiaryUnderFire(socket.getOutputStream())
                    .run(new DataInputStream(new BufferedInputStream(socket.getInputStream())));
        }
    }

    private void run(DataInputStream in) throws IOException {
        Thread answers = new Thread(this::answerLate, "answers");
        answers.setDaemon(true);
        answers.start();
        boolean greeted = false;
        while (true) {
            byte[] content = new byte[in.readInt()];
            in.readFully(content);
            WrapperMessage frame = WrapperMessage.parseFrom(content);
            switch (frame.getType()) {
                case TYPE_PING -> {
                    if (!greeted && acknowledges) {
                        String config = "[" + Extensions.SECTION + "]\n" + Extensions.ACKNOWLEDGEMENT + "=1\n";
                        send(
                                Type.TYPE_BACKEND_CONFIG,
                                Wire.BackendConfig.newBuilder()
                                        .setConfig(config)
                                        .build());
                    }
                    greeted = true;
                    send(Type.TYPE_PONG, null);
                }
                case TYPE_LOGIN ->
                    send(
                            Type.TYPE_CONNECTED,
                            Wire.Connected.newBuilder()
                                    .setUser(Wire.Login.parseFrom(frame.getPayload())
                                            .getUser())
                                    .build());
                case TYPE_CONV_MESSAGE -> take(Wire.ConversationMessage.parseFrom(frame.getPayload()));
                case TYPE_EXIT -> {
                    return;
                }
                default -> {
                    // Nothing to do with messages.
                }
            }
        }
    }

    private void take(Wire.ConversationMessage message) throws IOException {
        if (acknowledges) {
            synchronized (taken) {
                taken.add(message);
            }
        } else {
            write(message);
        }
    }

    private void answerLate() {
        try {
            while (true) {
                Thread.sleep(ANSWERS_LATE_MILLIS);
                List<Wire.ConversationMessage> messages;
                synchronized (taken) {
                    messages = List.copyOf(taken);
                    taken.clear();
                }
                for (Wire.ConversationMessage message : messages) {
                    answer(message);
                }
            }
        } catch (IOException | InterruptedException e) {
            // The link is gone, and with it the reason to be.
            Runtime.getRuntime().halt(0);
        }
    }

    private void answer(Wire.ConversationMessage message) throws IOException {
        int dice = random.nextInt(100);
        Outcome outcome = dice < 2 ? Outcome.REFUSED : dice < 6 ? Outcome.RETRY_LATER : Outcome.ACCEPTED;
        if (outcome == Outcome.ACCEPTED) {
            write(message);
        }
        send(
                Type.TYPE_MESSAGE_STATUS,
                Wire.MessageStatus.newBuilder()
                        .setUserName(message.getUserName())
                        .setAckId(message.getAckId())
                        .setOutcome(outcome)
                        .build());
    }

    private void write(Wire.ConversationMessage message) throws IOException {
        diary.write((message.getMessage() + '\n').getBytes(StandardCharsets.UTF_8));
    }

    private synchronized void send(Type type, @Nullable MessageLite payload) throws IOException {
        WrapperMessage.Builder frame = WrapperMessage.newBuilder().setType(type);
        if (payload != null) {
            frame.setPayload(payload.toByteString());
        }
        byte[] content = frame.build().toByteArray();
        byte[] framed = new byte[content.length + 4];
        for (int i = 0; i < 4; i++) {
            framed[i] = (byte) (content.length >>> (24 - 8 * i));
        }
        System.arraycopy(content, 0, framed, 4, content.length);
        out.write(framed);
    }
}
