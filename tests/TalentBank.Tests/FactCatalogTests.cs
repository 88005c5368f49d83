namespace TalentBank.Tests;

/// <summary>A catalog in which one fact has been changed twice: who reads it meets only the newest version.</summary>
public sealed class FactCatalogTests
{
    private static readonly FactCatalog Catalog = new([typeof(RoomLetV1), typeof(RoomLetV2), typeof(RoomLet), typeof(RoomEmptied)]);

    [Theory]
    [InlineData("room_let", """{"room":"12","effective":"2026-06-01"}""", "12", "unknown", 900)]
    [InlineData("room_let_v2", """{"room":"12","house":"east","effective":"2026-06-01"}""", "12", "east", 900)]
    [InlineData("room_let_v3", """{"room":"12","house":"east","rent":"1000.00","effective":"2026-06-01"}""", "12", "east", 1000)]
    public void Every_version_is_read_as_the_newest(string name, string json, string room, string house, int rent) =>
        Catalog.Read(name, json).ShouldBe(new RoomLet(room, house, new Yuan(rent), null, new DateOnly(2026, 6, 1)));

    [Fact]
    public void Only_the_newest_version_is_written()
    {
        var fact = (RoomLet)Catalog.Read("room_let", """{"room":"12","effective":"2026-06-01"}""");

        Catalog.NameOf(fact).ShouldBe("room_let_v3");
        Catalog.Read(Catalog.NameOf(fact), Catalog.Write(fact)).ShouldBe(fact);
    }

    [Fact]
    public void A_sealed_field_is_placed_by_the_name_it_was_sealed_under()
    {
        var fields = new List<string>();
        var fact = (RoomLet)Catalog.Read(
            "room_let",
            """{"room":"12","lodger":{"k":"talent-1/profile","n":"AAAAAAAAAAAAAAAA","c":"AAAAAAAAAAAAAAAAAAAAAA=="},"effective":"2026-06-01"}""",
            (field, value) =>
            {
                fields.Add(field);
                return (Personal.Sealed)value with { Place = $"here|{field}" };
            });

        fields.ShouldBe(["Lodger"]);
        ((Personal.Sealed)fact.Tenant!).Place.ShouldBe("here|Lodger");
    }

    [Fact]
    public void What_the_catalog_does_not_have_is_neither_read_nor_written()
    {
        Should.Throw<InvalidOperationException>(() => new FactCatalog([typeof(RoomEmptied)]).Read("room_let", "{}")).Message.ShouldContain("room_let");
        Should.Throw<InvalidOperationException>(() => new FactCatalog([]).NameOf(new RoomEmptied("12", default))).Message.ShouldContain("RoomEmptied");
    }

    [Fact]
    public void What_cannot_be_a_catalog_is_told_all_at_once()
    {
        var message = Should.Throw<ArgumentException>(() => new FactCatalog([typeof(RoomEmptied), typeof(RoomCleared), typeof(Nameless), typeof(RoomLetV1), typeof(RoundV1), typeof(RoundV2)])).Message;

        message.ShouldContain("RoomEmptied and RoomCleared are both stored as room_emptied.");
        message.ShouldContain("Nameless has no stored name.");
        message.ShouldContain("RoomLetV1 is a former fact, but what it became leads to no fact of the catalog.");
        message.ShouldContain("RoundV1 is a former fact");
        message.ShouldContain("RoundV2 is a former fact");
    }

    [Stored("room_let")]
    private sealed record RoomLetV1(string Room, Personal? Lodger, DateOnly Effective) : Former<RoomLetV2>
    {
        protected override RoomLetV2 Became() => new(Room, "unknown", Lodger, Effective);
    }

    [Stored("room_let_v2")]
    private sealed record RoomLetV2(string Room, string House, Personal? Lodger, DateOnly Effective) : Former<RoomLet>
    {
        protected override RoomLet Became() => new(Room, House, new Yuan(900), Lodger, Effective);
    }

    [Stored("room_let_v3")]
    private sealed record RoomLet(string Room, string House, Yuan? Rent, Personal? Tenant, DateOnly Effective) : Fact;

    [Stored("room_emptied")]
    private sealed record RoomEmptied(string Room, DateOnly Effective) : Fact;

    [Stored("room_emptied")]
    private sealed record RoomCleared(string Room, DateOnly Effective) : Fact;

    private sealed record Nameless(DateOnly Effective) : Fact;

    [Stored("round")]
    private sealed record RoundV1 : Former<RoundV2>
    {
        protected override RoundV2 Became() => new();
    }

    [Stored("round_v2")]
    private sealed record RoundV2 : Former<RoundV1>
    {
        protected override RoundV1 Became() => new();
    }
}
