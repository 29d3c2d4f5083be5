package org.libtransport.user;

import org.libtransport.roster.RemoteRoster;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.privilege.Privileges;

/** Whether the roster of one user can be had from the user's server. */
record RosterAccess(Privileges privileges, Jid user) implements RemoteRoster.Access {

    @Override
    public boolean isGranted() {
        return privileges.of(user).managesRosters();
    }

    @Override
    public boolean mayBeTried() {
        return !privileges.refusesRosters(user);
    }

    @Override
    public boolean hears() {
        return privileges.of(user).hearsRosters();
    }

    @Override
    public void refused() {
        privileges.rostersRefused(user);
    }
}
