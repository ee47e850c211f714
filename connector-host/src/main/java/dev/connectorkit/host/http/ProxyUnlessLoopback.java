package dev.connectorkit.host.http;

import org.apache.hc.client5.http.impl.routing.DefaultProxyRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Sends everything through the proxy that is not on this machine. */
final class ProxyUnlessLoopback extends DefaultProxyRoutePlanner {

  ProxyUnlessLoopback(HttpHost proxy) {
    super(proxy);
  }

  @Override
  protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context)
      throws org.apache.hc.core5.http.HttpException {
    return Origins.isLoopback(target.getHostName()) ? null : super.determineProxy(target, context);
  }
}
