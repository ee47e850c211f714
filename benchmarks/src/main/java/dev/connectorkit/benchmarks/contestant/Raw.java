package dev.connectorkit.benchmarks.contestant;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * The least that two requests can cost with httpclient5 and Jackson, and what all others are held
 * against. Checks nothing, bounds nothing, and is no way to sign anybody in. Where an ID Token is
 * asked for, it verifies the signature, with the JDK's own means, and nothing else.
 */
final class Raw implements Contestant {

  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
  private static final ContentType FORM = ContentType.APPLICATION_FORM_URLENCODED;

  private record Memory(String verifier) {}

  private final Client client;
  private final SecureRandom random = new SecureRandom();
  private final ObjectMapper mapper = new ObjectMapper();
  private final CloseableHttpClient http = LeanHttp.open();
  private final String credentials =
      "Basic "
          + Base64.getEncoder().encodeToString((Client.ID + ":" + Client.SECRET).getBytes(UTF_8));
  private final String authorizationEndpoint;
  private final String tokenEndpoint;
  private final String userInfoEndpoint;
  private final PublicKey key;

  Raw(Client client) throws Exception {
    this.client = client;
    this.authorizationEndpoint = client.authorizationEndpoint().toString();
    this.tokenEndpoint = client.tokenEndpoint().toString();
    this.userInfoEndpoint = client.userInfoEndpoint().toString();
    this.key = JWKSet.load(client.keys().toURL()).getKeys().get(0).toRSAKey().toPublicKey();
  }

  @Override
  public Begun begin() throws Exception {
    String verifier = random();
    byte[] challenge = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
    var uri =
        new StringBuilder(authorizationEndpoint)
            .append("?response_type=code&client_id=")
            .append(URLEncoder.encode(Client.ID, UTF_8))
            .append("&redirect_uri=")
            .append(URLEncoder.encode(Client.REDIRECT_URI, UTF_8))
            .append("&scope=")
            .append(URLEncoder.encode(client.scope(), UTF_8))
            .append("&state=")
            .append(random())
            .append("&code_challenge=")
            .append(BASE64URL.encodeToString(challenge))
            .append("&code_challenge_method=S256");
    if (client.openId()) {
      uri.append("&nonce=").append(random());
    }
    return new Begun(uri.toString(), new Memory(verifier));
  }

  @Override
  public String complete(Begun begun, Map<String, List<String>> callback) throws Exception {
    String form =
        "grant_type=authorization_code&code="
            + URLEncoder.encode(callback.get("code").get(0), UTF_8)
            + "&redirect_uri="
            + URLEncoder.encode(Client.REDIRECT_URI, UTF_8)
            + "&code_verifier="
            + ((Memory) begun.memory()).verifier();
    var post = new HttpPost(tokenEndpoint);
    post.setHeader("Accept", "application/json");
    post.setHeader("Authorization", credentials);
    post.setEntity(new ByteArrayEntity(form.getBytes(US_ASCII), FORM));
    JsonNode tokens = send(post);
    if (client.openId()) {
      verify(tokens.get("id_token").asText());
    }
    var get = new HttpGet(userInfoEndpoint);
    get.setHeader("Accept", "application/json");
    get.setHeader("Authorization", "Bearer " + tokens.get("access_token").asText());
    return send(get).get("sub").asText();
  }

  private JsonNode send(ClassicHttpRequest request) throws IOException {
    return http.execute(
        request, response -> mapper.readTree(EntityUtils.toByteArray(response.getEntity())));
  }

  private void verify(String token) throws GeneralSecurityException {
    int dot = token.lastIndexOf('.');
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(key);
    signature.update(token.substring(0, dot).getBytes(US_ASCII));
    if (!signature.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1)))) {
      throw new IllegalStateException("The signature is not valid.");
    }
  }

  private String random() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return BASE64URL.encodeToString(bytes);
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
