package org.libtransport.launcher;

import java.io.IOException;
import org.jivesoftware.smack.packet.IqData;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.provider.IqProvider;
import org.jivesoftware.smack.provider.ProviderManager;
import org.jivesoftware.smack.roster.packet.RosterPacket;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jxmpp.JxmppContext;
import org.jxmpp.jid.impl.JidCreate;

/**
 * Lets the client library read rosters in which there is a domain, as every user of a gateway has: the reader it comes
 * with (4.5.0-rc1) takes only addresses with a local part and drops the whole roster.
 */
final class RosterWithDomains extends IqProvider<RosterPacket> {

    static void install() {
        ProviderManager.addIQProvider(RosterPacket.ELEMENT, RosterPacket.NAMESPACE, new RosterWithDomains());
    }

    @Override
    public RosterPacket parse(
            XmlPullParser parser, int initialDepth, IqData iq, XmlEnvironment environment, JxmppContext context)
            throws XmlPullParserException, IOException {
        RosterPacket roster = new RosterPacket();
        roster.setVersion(parser.getAttributeValue("ver"));
        while (true) {
            XmlPullParser.Event event = parser.next();
            if (event == XmlPullParser.Event.START_ELEMENT && parser.getName().equals(RosterPacket.Item.ELEMENT)) {
                roster.addRosterItem(item(parser));
            } else if (event == XmlPullParser.Event.END_ELEMENT && parser.getDepth() == initialDepth) {
                return roster;
            }
        }
    }

    private static RosterPacket.Item item(XmlPullParser parser) throws XmlPullParserException, IOException {
        int depth = parser.getDepth();
        RosterPacket.Item item = new RosterPacket.Item(
                JidCreate.bareFrom(parser.getAttributeValue("jid")), parser.getAttributeValue("name"));
        item.setSubscriptionPending("subscribe".equals(parser.getAttributeValue("ask")));
        item.setItemType(RosterPacket.ItemType.fromString(parser.getAttributeValue("subscription")));
        while (true) {
            XmlPullParser.Event event = parser.next();
            if (event == XmlPullParser.Event.START_ELEMENT && parser.getName().equals(RosterPacket.Item.GROUP)) {
                item.addGroupName(parser.nextText());
            } else if (event == XmlPullParser.Event.END_ELEMENT && parser.getDepth() == depth) {
                return item;
            }
        }
    }
}
