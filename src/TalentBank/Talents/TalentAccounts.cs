using TalentBank.EventStore.ReadModels;

namespace TalentBank.Talents;

/// <summary>A talent's account; its personal fields stay sealed until they are shown to somebody who may see them.</summary>
public sealed record TalentAccount(string Id, Personal Name, Personal Phone, Personal? Email, string? UniversityId, DateOnly RegisteredOn);

/// <summary>Read model: every talent's account.</summary>
public static class TalentAccounts
{
    public static readonly DocumentModel<TalentAccount> Model = new(
        "talents",
        1,
        keys: recorded => recorded.Body is TalentRegistered it ? [it.TalentId] : [],
        fold: (id, account, recorded) => recorded.Body is TalentRegistered it
            ? new TalentAccount(id, it.Name, it.Phone, it.Email, it.UniversityId, it.Effective)
            : account,
        new("id", ColumnType.Text, account => account.Id),
        new("university", ColumnType.Text, account => account.UniversityId),
        new("registered_on", ColumnType.Date, account => account.RegisteredOn));
}
