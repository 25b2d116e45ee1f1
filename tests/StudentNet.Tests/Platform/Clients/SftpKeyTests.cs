using System.Buffers.Binary;
using System.Text;
using StudentNet.Platform.Clients;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Clients;

[WithoutDatabase]
public sealed class SftpKeyTests
{
    // Made for this test; nobody has its other half.
    private const string Ed25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

    [Fact]
    public void A_key_is_read_with_its_comment_and_told_by_its_fingerprint()
    {
        var key = SftpKey.Parse($"  {Ed25519}  測試 系統 ", out var problem).ShouldNotBeNull();
        problem.ShouldBeNull();
        key.Line.ShouldBe($"{Ed25519} 測試 系統");
        key.Fingerprint.ShouldStartWith("SHA256:");
        key.Fingerprint.Length.ShouldBe("SHA256:".Length + 43);
    }

    [Theory]
    [InlineData(2048, "key.short")]
    [InlineData(3072, null)]
    [InlineData(4096, null)]
    public void An_rsa_key_must_be_long_enough(int bits, string? code)
    {
        SftpKey.Parse($"ssh-rsa {Convert.ToBase64String(Rsa(bits))}", out var problem);
        problem?.Code.ShouldBe(code);
        (problem is null).ShouldBe(code is null);
    }

    [Theory]
    [InlineData("", "key.kind")]
    [InlineData("ssh-dss AAAAB3NzaC1kc3M=", "key.kind")]
    [InlineData("command=\"/bin/sh\" " + Ed25519, "key.kind")]
    [InlineData("ssh-ed25519 not-base-64", "key.damaged")]
    [InlineData("ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f", "key.damaged")]
    [InlineData("ssh-ed25519 AAAA", "key.damaged")]
    [InlineData("ssh-rsa AAAAB3NzaC1yc2E=", "key.damaged")]
    [InlineData("ssh-rsa AAAAB3NzaC1yc2H/////", "key.damaged")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----", "key.private")]
    public void What_is_no_usable_public_key_is_refused_with_a_reason(string line, string code)
    {
        SftpKey.Parse(line, out var problem).ShouldBeNull();
        problem.ShouldNotBeNull().Code.ShouldBe(code);
    }

    private static byte[] Rsa(int bits)
    {
        var modulus = new byte[(bits / 8) + 1];
        modulus[1] = 0x80;
        return [.. Field(Encoding.ASCII.GetBytes("ssh-rsa")), .. Field([1, 0, 1]), .. Field(modulus)];
    }

    private static byte[] Field(byte[] bytes)
    {
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        return [.. length, .. bytes];
    }
}
