package org.libtransport.examples.echo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.libtransport.plugin.PluginOptions;
import org.libtransport.plugin.PluginRunner;
import org.libtransport.plugin.RunningPlugin;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.Buddy;
import org.libtransport.protocol.Wire.ConversationMessage;
import org.libtransport.protocol.Wire.StatusType;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.testkit.ScriptedTransport;

/** What the echo network does, seen by the transport. This is how a backend is tested without a transport. */
class EchoPluginTest {

    private final ScriptedTransport transport = ScriptedTransport.local();
    private final RunningPlugin running =
            PluginRunner.connect(new EchoPlugin(PluginOptions.parse("--echo.contacts=3")), transport.address());

    @AfterEach
    void stop() {
        running.stop();
        transport.close();
    }

    @Test
    void announces_what_it_can_do() {
        assertThat(transport.hello())
                .contains("receipts=1", "muc=1", "needRegistration=1", "hello=1", "acknowledgement=1");
    }

    @Test
    void contacts_come_online_after_login() {
        login();
    }

    @Test
    void refuses_the_wrong_password() {
        transport.login("romeo@montague.example", "romeo", "wrong");

        Wire.Disconnected refused = transport.expect(Type.TYPE_DISCONNECTED, Wire.Disconnected.parser());
        assertThat(refused.getError()).isEqualTo(Wire.ConnectionError.CONNECTION_ERROR_AUTHENTICATION_FAILED_VALUE);
        assertThat(refused.getMessage()).isEqualTo("Wrong password");
    }

    @Test
    void a_contact_says_back_what_it_is_told() {
        String user = login();
        transport.message(user, "contact2", "Wherefore art thou?");

        ConversationMessage echo = transport.expect(Type.TYPE_CONV_MESSAGE, ConversationMessage.parser());
        assertThat(echo.getUserName()).isEqualTo(user);
        assertThat(echo.getBuddyName()).isEqualTo("contact2");
        assertThat(echo.getMessage()).isEqualTo("Wherefore art thou?");
    }

    @Test
    void a_message_with_an_id_is_acknowledged_first() {
        String user = login();
        transport.send(
                Type.TYPE_CONV_MESSAGE,
                ConversationMessage.newBuilder()
                        .setUserName(user)
                        .setBuddyName("echo")
                        .setMessage("hi")
                        .setId("m1")
                        .build());

        ConversationMessage receipt = transport.expect(Type.TYPE_CONV_MESSAGE_ACK, ConversationMessage.parser());
        assertThat(receipt.getBuddyName()).isEqualTo("echo");
        assertThat(receipt.getId()).isEqualTo("m1");
        transport.expect(Type.TYPE_CONV_MESSAGE);
    }

    @Test
    void typing_is_echoed_as_it_is() {
        String user = login();
        for (Type type : List.of(Type.TYPE_BUDDY_TYPING, Type.TYPE_BUDDY_TYPED, Type.TYPE_BUDDY_STOPPED_TYPING)) {
            Buddy buddy =
                    Buddy.newBuilder().setUserName(user).setBuddyName("echo").build();
            transport.send(type, buddy);
            assertThat(transport.expect(type, Buddy.parser())).isEqualTo(buddy);
        }
    }

    private String login() {
        String user = transport.login("romeo@montague.example", "romeo", "rose");
        transport.expect(Type.TYPE_CONNECTED);
        assertContact("echo", "Echo", StatusType.STATUS_ONLINE);
        assertContact("mirror", "Mirror", StatusType.STATUS_AWAY);
        assertContact("contact2", "", StatusType.STATUS_ONLINE);
        Wire.RoomList rooms = transport.expect(Type.TYPE_ROOM_LIST, Wire.RoomList.parser());
        assertThat(rooms.getUser()).isEqualTo(user);
        assertThat(rooms.getRoomList()).containsExactly("#echo", "#locked");
        return user;
    }

    private void assertContact(String name, String alias, StatusType status) {
        Buddy contact = transport.expect(Type.TYPE_BUDDY_CHANGED, Buddy.parser());
        assertThat(contact.getBuddyName()).isEqualTo(name);
        assertThat(contact.getAlias()).isEqualTo(alias);
        assertThat(contact.getStatus()).isEqualTo(status);
    }
}
