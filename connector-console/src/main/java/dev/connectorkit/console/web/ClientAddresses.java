package dev.connectorkit.console.web;

import dev.connectorkit.console.error.SettingException;
import io.javalin.http.Context;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.util.InetAddressSet;

/**
 * From which network a request comes: for bounds only, never for what somebody may do. A server in
 * front is believed when it is named; what anybody else writes into a header is not looked at.
 */
public final class ClientAddresses {

  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final String IPV4 = OCTET + "(?:\\." + OCTET + "){3}";
  private static final String IPV6 = "[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*";
  private static final Pattern SET = Pattern.compile("(" + IPV4 + "|" + IPV6 + ")(/\\d{1,3})?");
  // With a port, as some servers write it, and with the zone of a link-local address. Nothing that
  // would be looked up as a name.
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(" + IPV4 + ")(?::\\d+)?|(" + IPV6 + ")(?:%.*)?|\\[(" + IPV6 + ")(?:%.*)?](?::\\d+)?");

  // With brackets, zone and port; the pattern is not for more.
  private static final int LONGEST_ADDRESS = 100;

  // Whoever has one IPv6 address has all of its network (RFC 6177 §2).
  private static final int IPV6_NETWORK_BYTES = 8;

  private final InetAddressSet proxies;
  private final boolean known;

  private ClientAddresses(InetAddressSet proxies, boolean known) {
    this.proxies = proxies;
    this.known = known;
  }

  /**
   * @param publicUrl where browsers reach the site. By https, something else stands in front, since
   *     this server speaks plain HTTP
   * @param proxies addresses and networks, such as 10.0.0.0/8, of what stands in front
   * @throws SettingException when one is neither
   */
  public static ClientAddresses of(URI publicUrl, List<String> proxies) {
    var set = new InetAddressSet();
    for (String proxy : proxies) {
      try {
        if (!SET.matcher(proxy).matches()) {
          throw new IllegalArgumentException("a name");
        }
        set.add(proxy);
      } catch (IllegalArgumentException e) {
        throw new SettingException(
            "--trusted-proxy must have addresses such as 10.0.0.7, or networks such as"
                + " 10.0.0.0/8, with commas between.");
      }
    }
    return new ClientAddresses(set, !proxies.isEmpty() || "http".equals(publicUrl.getScheme()));
  }

  /** Whether browsers can be told apart. */
  public boolean known() {
    return known;
  }

  /**
   * The address of the browser, such as 203.0.113.7, or its network for IPv6; empty when many may
   * be behind what is known, as behind this machine.
   */
  public Optional<String> network(Context context) {
    return network(
        context.req().getRemoteAddr(), Collections.list(context.req().getHeaders(FORWARDED_FOR)));
  }

  Optional<String> network(String peer, List<String> forwardedFor) {
    if (!known) {
      return Optional.empty();
    }
    Optional<InetAddress> address = address(peer);
    List<String> hops = hops(forwardedFor);
    // Each server adds, at the end, whom it heard; what an unknown one was told is anybody's word.
    for (int i = 0; i < hops.size() && address.filter(proxies::test).isPresent(); i++) {
      address = address(hops.get(i));
    }
    return address.filter(found -> !found.isLoopbackAddress()).map(ClientAddresses::network);
  }

  /** The last one first. */
  private static List<String> hops(List<String> headers) {
    List<String> hops =
        headers.stream()
            .flatMap(header -> Arrays.stream(header.split(",")))
            .map(String::strip)
            .collect(Collectors.toCollection(ArrayList::new));
    Collections.reverse(hops);
    return hops;
  }

  private static Optional<InetAddress> address(String text) {
    Matcher matcher = ADDRESS.matcher(text);
    if (text.length() > LONGEST_ADDRESS || !matcher.matches()) {
      return Optional.empty();
    }
    String literal =
        matcher.group(1) != null
            ? matcher.group(1)
            : matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
    try {
      return Optional.of(InetAddress.getByName(literal));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static String network(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address.getHostAddress();
    }
    byte[] bytes = address.getAddress();
    return HexFormat.ofDelimiter(":")
            .formatHex(bytes, 0, IPV6_NETWORK_BYTES)
            .replaceAll("(..):(..)", "$1$2")
        + "::/64";
  }
}
