package org.libtransport.launcher;

import static org.libtransport.launcher.GatewayScene.ECHO;
import static org.libtransport.launcher.GatewayScene.TRANSPORT;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The transport is killed while people talk, and started again on the same database. */
@Timeout(60)
class KilledTransportIT {

    private GatewayScene scene;

    @BeforeEach
    void open() {
        scene = GatewayScene.open();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void users_are_brought_back_without_doing_anything() throws Exception {
        SmackClient romeo = scene.loginAndRegister("romeo", "phone");
        SmackClient juliet = scene.loginAndRegister("juliet", "phone");
        for (SmackClient person : new SmackClient[] {romeo, juliet}) {
            // A probe is answered only to those who may see one's presence (RFC 6121 section 4.3.2).
            Awaitility.await().until(() -> person.isSubscribedTo(TRANSPORT) && person.isSubscribedTo(ECHO));
        }
        // What is written behind is on disk a second later.
        scene.transport().awaitStored("select count(*) from users where online = 1", 2);
        scene.transport().kill();
        romeo.forget();
        juliet.forget();

        scene.transport().launch();
        scene.awaitLink(2);

        for (SmackClient person : new SmackClient[] {romeo, juliet}) {
            person.awaitOnline(TRANSPORT);
            person.awaitOnline(ECHO);
            person.say(ECHO, "again");
            person.awaitMessage(ECHO, "again");
        }
    }

    @Test
    void contacts_are_not_asked_for_again() throws Exception {
        SmackClient romeo = scene.loginAndRegister("romeo", "phone");
        Awaitility.await().until(() -> romeo.isSubscribedTo(TRANSPORT) && romeo.isSubscribedTo(ECHO));
        scene.transport().awaitStored("select count(*) from buddies where subscription = 'both'", 2);
        scene.transport().kill();
        romeo.forget();

        scene.transport().launch();
        romeo.awaitOnline(ECHO);
        romeo.say(ECHO, "again");
        romeo.awaitMessage(ECHO, "again");

        romeo.assertNothingReceived(
                "a request of a contact that has been accepted", SmackClient::isSubscriptionRequest);
    }
}
