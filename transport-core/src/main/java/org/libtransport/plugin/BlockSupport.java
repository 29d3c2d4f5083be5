package org.libtransport.plugin;

/** A session whose network lets contacts be blocked. */
public interface BlockSupport {

    void blockContact(String name, boolean blocked) throws Exception;
}
