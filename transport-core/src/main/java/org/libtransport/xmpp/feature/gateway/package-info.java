/** How clients ask for the address of somebody on the other network (XEP-0100 section 6). */
@NullMarked
package org.libtransport.xmpp.feature.gateway;

import org.jspecify.annotations.NullMarked;
