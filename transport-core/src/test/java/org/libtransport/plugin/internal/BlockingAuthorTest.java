package org.libtransport.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.libtransport.plugin.Login;
import org.libtransport.plugin.NetworkPlugin;
import org.libtransport.plugin.NetworkSession;
import org.libtransport.plugin.PluginDescription;
import org.libtransport.plugin.PluginRunner;
import org.libtransport.plugin.RoomDirectorySupport;
import org.libtransport.plugin.RoomInfo;
import org.libtransport.plugin.RunningPlugin;
import org.libtransport.plugin.SessionEvents;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.testkit.ScriptedTransport;

/** Author's code that blocks, wherever that is, holds up nobody but its own user. */
class BlockingAuthorTest {

    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch allInside = new CountDownLatch(frames("x").size() + 3);
    private final Set<String> threads = ConcurrentHashMap.newKeySet();
    private final ScriptedTransport transport = ScriptedTransport.local();
    private @Nullable RunningPlugin running;

    @AfterEach
    void stop() {
        release.countDown();
        if (running != null) {
            running.stop();
        }
        transport.close();
    }

    @Test
    void the_link_goes_on_while_every_method_of_an_author_blocks() throws Exception {
        running = PluginRunner.connect(new Blocking(), transport.address());
        transport.hello();
        transport.login("opens slowly", "x", "p");
        frames("x").keySet().forEach(type -> {
            String user = type.name();
            transport.login(user, "x", "p");
            transport.expect(Type.TYPE_CONNECTED);
            transport.send(type, frames(user).get(type));
        });
        transport.login("asks raw", "x", "p");
        transport.expect(Type.TYPE_CONNECTED);
        transport.sendRaw("<presence from='asks raw/r'/>");

        assertThat(allInside.await(10, TimeUnit.SECONDS))
                .as("all but %s of the methods are inside", allInside.getCount())
                .isTrue();
        transport.send(Type.TYPE_PING);
        transport.expect(Type.TYPE_PONG);
        transport.expect(Type.TYPE_STATS);
        transport.login("quick", "x", "p");
        assertThat(transport
                        .expect(Type.TYPE_CONNECTED, Wire.Connected.parser())
                        .getUser())
                .isEqualTo("quick");
        assertThat(threads).allMatch(name -> name.startsWith("plugin-call-"));
    }

    /** One frame for each method of a session. */
    private static Map<Type, MessageLite> frames(String user) {
        Wire.Buddy buddy =
                Wire.Buddy.newBuilder().setUserName(user).setBuddyName("b").build();
        Wire.ConversationMessage text = Wire.ConversationMessage.newBuilder()
                .setUserName(user)
                .setBuddyName("b")
                .setMessage("m")
                .build();
        Wire.Room room = Wire.Room.newBuilder()
                .setUserName(user)
                .setRoom("r")
                .setNickname("n")
                .build();
        return Map.ofEntries(
                Map.entry(Type.TYPE_CONV_MESSAGE, text),
                Map.entry(Type.TYPE_ATTENTION, text),
                Map.entry(Type.TYPE_ROOM_SUBJECT_CHANGED, text),
                Map.entry(Type.TYPE_BUDDY_TYPING, buddy),
                Map.entry(Type.TYPE_BUDDY_CHANGED, buddy),
                Map.entry(Type.TYPE_BUDDY_REMOVED, buddy),
                Map.entry(
                        Type.TYPE_BUDDIES,
                        Wire.Buddies.newBuilder().addBuddy(buddy).build()),
                Map.entry(Type.TYPE_JOIN_ROOM, room),
                Map.entry(Type.TYPE_LEAVE_ROOM, room),
                Map.entry(
                        Type.TYPE_VCARD,
                        Wire.VCard.newBuilder()
                                .setUserName(user)
                                .setBuddyName("b")
                                .setId(1)
                                .build()),
                Map.entry(
                        Type.TYPE_STATUS_CHANGED,
                        Wire.Status.newBuilder()
                                .setUserName(user)
                                .setStatus(Wire.StatusType.STATUS_AWAY)
                                .build()),
                Map.entry(
                        Type.TYPE_LOGOUT,
                        Wire.Logout.newBuilder()
                                .setUser(user)
                                .setLegacyName("x")
                                .build()));
    }

    private @Nullable Object block() throws InterruptedException {
        threads.add(Thread.currentThread().getName());
        allInside.countDown();
        release.await();
        return null;
    }

    private final class Blocking implements NetworkPlugin, RoomDirectorySupport {
        @Override
        public PluginDescription describe() {
            return PluginDescription.builder("blocking", Played.Everything.class)
                    .build();
        }

        @Override
        public NetworkSession open(Login login, SessionEvents events) throws Exception {
            if (login.user().equals("opens slowly")) {
                block();
            }
            events.connected();
            return (NetworkSession) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    Played.Everything.class.getInterfaces(),
                    (proxy, method, args) -> block());
        }

        @Override
        public void publishRooms(Consumer<List<RoomInfo>> directory) throws Exception {
            block();
        }
    }
}
