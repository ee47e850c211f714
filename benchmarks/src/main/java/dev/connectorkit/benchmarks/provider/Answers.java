package dev.connectorkit.benchmarks.provider;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import dev.connectorkit.benchmarks.provider.Requests.Request;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers requests as an OpenID Provider does. What can be written out beforehand is. */
final class Answers {

  private static final String CLIENT =
      "Basic " + Base64.getEncoder().encodeToString("client:secret".getBytes(UTF_8));

  private final Grants grants;
  private final byte[] userInfo;
  private final byte[] keySet;
  private final byte[] discovery;

  Answers(String address, Grants grants) {
    this.grants = grants;
    this.userInfo = json("200 OK", grants.userInfo());
    this.keySet = json("200 OK", grants.keySet());
    this.discovery = json("200 OK", grants.discovery());
  }

  byte[] to(Request request) throws JOSEException {
    String target = request.target();
    int question = target.indexOf('?');
    return switch (question < 0 ? target : target.substring(0, question)) {
      case "/oauth/token" -> token(request);
      case "/oauth/userinfo" -> userInfo(request);
      case "/oauth/authorize" -> authorize(parameters(target.substring(question + 1)));
      case "/oauth/jwks" -> keySet;
      case "/.well-known/openid-configuration" -> discovery;
      default -> error("404 Not Found", "not_found");
    };
  }

  private byte[] authorize(Map<String, String> request) throws JOSEException {
    String location =
        request.get("redirect_uri")
            + "?code="
            + grants.grant(request)
            + "&state="
            + URLEncoder.encode(request.getOrDefault("state", ""), UTF_8);
    return ("HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n")
        .getBytes(ISO_8859_1);
  }

  private byte[] token(Request request) {
    if (!CLIENT.equals(request.header("Authorization"))) {
      return error("401 Unauthorized", "invalid_client");
    }
    Map<String, String> form = parameters(request.body());
    Grants.Grant grant = grants.redeem(form.getOrDefault("code", ""));
    if (grant == null || !isProven(grant, form.get("code_verifier"))) {
      return error("400 Bad Request", "invalid_grant");
    }
    return json("200 OK", grant.tokenResponse());
  }

  private static boolean isProven(Grants.Grant grant, @Nullable String verifier) {
    return verifier != null
        && Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(Grants.sha256(verifier))
            .equals(grant.challenge());
  }

  private byte[] userInfo(Request request) {
    String authorization = request.header("Authorization");
    return authorization != null
            && authorization.startsWith("Bearer ")
            && grants.accepts(authorization.substring("Bearer ".length()))
        ? userInfo
        : error("401 Unauthorized", "invalid_token");
  }

  private static Map<String, String> parameters(String form) {
    var parameters = new HashMap<String, String>();
    for (String pair : form.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(
            pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
      }
    }
    return parameters;
  }

  private static byte[] error(String status, String error) {
    return json(status, ("{\"error\":\"" + error + "\"}").getBytes(UTF_8));
  }

  private static byte[] json(String status, byte[] body) {
    byte[] head =
        ("HTTP/1.1 "
                + status
                + "\r\nDate: Sun, 01 Nov 2026 08:00:00 GMT"
                + "\r\nContent-Type: application/json; charset=utf-8"
                + "\r\nCache-Control: no-store"
                + "\r\nX-Content-Type-Options: nosniff"
                + "\r\nStrict-Transport-Security: max-age=63072000"
                + "\r\nX-Request-Id: 7c7a1b9e-1d53-4d3e-9d0e-0b8a3c6f2a11"
                + "\r\nContent-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(ISO_8859_1);
    byte[] answer = new byte[head.length + body.length];
    System.arraycopy(head, 0, answer, 0, head.length);
    System.arraycopy(body, 0, answer, head.length, body.length);
    return answer;
  }
}
